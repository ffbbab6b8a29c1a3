//! A condition, and whether a row meets it.

use serde_json::Value;

use crate::dataverse::row::Row;

/// A condition.
#[derive(Debug, PartialEq)]
pub(in crate::dataverse) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test(String, Is, Value),
}

/// How a column and a value compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dataverse) enum Is {
    Equal,
    Unequal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Containing,
    StartingWith,
    EndingWith,
}

impl Filter {
    /// Every column named.
    pub(in crate::dataverse) fn columns(&self) -> Vec<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::columns).collect(),
            Self::Not(inner) => inner.columns(),
            Self::Test(column, ..) => vec![column],
        }
    }

    pub(in crate::dataverse) fn holds(&self, row: &Row) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(row)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(row)),
            Self::Not(inner) => !inner.holds(row),
            Self::Test(column, is, value) => compares(row.get(column), *is, value),
        }
    }
}

fn compares(cell: Option<&Value>, is: Is, value: &Value) -> bool {
    let cell = cell.unwrap_or(&Value::Null);
    let text = |value: &Value| value.as_str().map(str::to_lowercase);
    let both = text(cell).zip(text(value));
    let order = both
        .as_ref()
        .map(|(a, b)| a.cmp(b))
        .or_else(|| Some(cell.as_i64()?.cmp(&value.as_i64()?)));
    let equal = order.map_or(cell == value, std::cmp::Ordering::is_eq);
    match is {
        Is::Equal => equal,
        Is::Unequal => !equal,
        Is::Greater => order.is_some_and(std::cmp::Ordering::is_gt),
        Is::GreaterOrEqual => order.is_some_and(std::cmp::Ordering::is_ge),
        Is::Less => order.is_some_and(std::cmp::Ordering::is_lt),
        Is::LessOrEqual => order.is_some_and(std::cmp::Ordering::is_le),
        Is::Containing => both.is_some_and(|(a, b)| a.contains(&b)),
        Is::StartingWith => both.is_some_and(|(a, b)| a.starts_with(&b)),
        Is::EndingWith => both.is_some_and(|(a, b)| a.ends_with(&b)),
    }
}
