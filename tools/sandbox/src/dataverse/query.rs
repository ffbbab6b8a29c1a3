//! The query options connectors use: `$select`, `$filter`, `$top`, `$count`, `$expand`, pages.
//! Filters are comparisons joined by `and`; anything else is refused as Dataverse would.

use serde_json::{Map, Value};

/// A row of a table.
pub(super) type Row = Map<String, Value>;

/// Options read from a query string.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) select: Vec<String>,
    pub(super) filter: Vec<Comparison>,
    pub(super) expand: Vec<(String, Vec<String>)>,
    pub(super) top: Option<usize>,
    pub(super) count: bool,
    /// The key of the last row of the page before.
    pub(super) after: Option<String>,
}

/// `column eq value` or `column ne value`.
#[derive(Debug, PartialEq)]
pub(super) struct Comparison {
    column: String,
    equal: bool,
    value: Value,
}

impl Options {
    pub(super) fn parse(query: &[(String, String)]) -> Result<Self, String> {
        let mut options = Self::default();
        for (name, value) in query {
            match name.as_str() {
                "$select" => options.select = list(value),
                "$filter" => options.filter = conditions(value)?,
                "$expand" => options.expand = expansions(value)?,
                "$top" => {
                    let top = value
                        .parse()
                        .map_err(|_| format!("Invalid $top '{value}'."))?;
                    options.top = Some(top);
                }
                "$count" => options.count = value == "true",
                "$skiptoken" => {
                    let (_, rest) = value
                        .split_once("last=\"")
                        .ok_or("Malformed paging cookie.")?;
                    options.after = rest.split('"').next().map(str::to_owned);
                }
                "$orderby" => {}
                other => return Err(format!("The query parameter {other} is not supported.")),
            }
        }
        Ok(options)
    }

    /// The columns named that a table does not have.
    pub(super) fn unknown_column<'a>(&'a self, row: &Row) -> Option<&'a str> {
        let selected = self.select.iter().map(String::as_str);
        let compared = self.filter.iter().map(|c| c.column.as_str());
        selected.chain(compared).find(|c| !row.contains_key(*c))
    }

    pub(super) fn keeps(&self, row: &Row) -> bool {
        self.filter.iter().all(|c| c.holds(row))
    }
}

impl Comparison {
    fn holds(&self, row: &Row) -> bool {
        let is_equal = match (row.get(&self.column), &self.value) {
            (Some(Value::String(a)), Value::String(b)) => a.eq_ignore_ascii_case(b),
            (Some(a), b) => a == b,
            (None, b) => b.is_null(),
        };
        is_equal == self.equal
    }
}

/// The selected columns of a row, with its key and version.
pub(super) fn project(row: &Row, select: &[String], key: &str) -> Row {
    let wanted = |name: &str| {
        select.is_empty()
            || name == key
            || name == "@odata.etag"
            || select.iter().any(|s| s == name)
    };
    row.iter()
        .filter(|(n, _)| wanted(n))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect()
}

fn list(text: &str) -> Vec<String> {
    text.split(',')
        .map(|s| s.trim().to_owned())
        .filter(|s| !s.is_empty())
        .collect()
}

fn conditions(text: &str) -> Result<Vec<Comparison>, String> {
    text.split(" and ").map(comparison).collect()
}

fn comparison(text: &str) -> Result<Comparison, String> {
    let text = text.trim();
    let text = text
        .strip_prefix('(')
        .and_then(|t| t.strip_suffix(')'))
        .unwrap_or(text);
    let unclear = || format!("Syntax error in $filter: '{text}'.");
    let mut words = text.splitn(3, ' ');
    let (Some(column), Some(operator), Some(value)) = (words.next(), words.next(), words.next())
    else {
        return Err(unclear());
    };
    let equal = match operator {
        "eq" => true,
        "ne" => false,
        _ => return Err(unclear()),
    };
    let quoted = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\''));
    let value = match (quoted, value) {
        (Some(text), _) => Value::from(text.replace("''", "'")),
        (None, "null") => Value::Null,
        (None, "true") => Value::from(true),
        (None, "false") => Value::from(false),
        (None, bare) => bare
            .parse::<i64>()
            .map_or_else(|_| Value::from(bare), Value::from),
    };
    Ok(Comparison {
        column: column.to_owned(),
        equal,
        value,
    })
}

/// `name` or `name($select=a,b)`, several joined by commas outside brackets.
fn expansions(text: &str) -> Result<Vec<(String, Vec<String>)>, String> {
    let mut depth = 0_i32;
    let parts = text.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    parts
        .map(|part| match part.trim().split_once('(') {
            None => Ok((part.trim().to_owned(), vec![])),
            Some((name, rest)) => {
                let inner = rest
                    .strip_suffix(')')
                    .and_then(|r| r.strip_prefix("$select="));
                let columns = inner.ok_or_else(|| format!("Syntax error in $expand: '{part}'."))?;
                Ok((name.to_owned(), list(columns)))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_compare_text_numbers_and_nothing() {
        let filter = "isdisabled eq false and applicationid eq null and accessmode eq 0";
        let query = [("$filter".to_owned(), filter.to_owned())];
        let options = Options::parse(&query).expect("a plain filter");
        let row = |disabled: bool| {
            let row = serde_json::json!({
                "isdisabled": disabled, "applicationid": null, "accessmode": 0,
            });
            row.as_object().cloned().unwrap_or_default()
        };
        assert!(options.keeps(&row(false)));
        assert!(!options.keeps(&row(true)));
    }

    #[test]
    fn quotes_are_undoubled() {
        let comparison = comparison("fullname eq 'O''Neil'").expect("a comparison");
        assert_eq!(comparison.value, Value::from("O'Neil"));
    }

    #[test]
    fn expansions_may_select() {
        let parsed = expansions("a($select=x,y),b").expect("two expansions");
        let expected = vec![
            ("a".into(), vec!["x".into(), "y".into()]),
            ("b".into(), vec![]),
        ];
        assert_eq!(parsed, expected);
    }
}
