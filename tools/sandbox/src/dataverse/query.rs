//! The query options there are: `$select`, `$filter`, `$orderby`, `$top`, `$count`, `$expand`, pages.
//! Anything else is refused as Dataverse would.

use std::cmp::Ordering;

use serde_json::Value;

use super::{filter::Filter, row::Row};

/// Options read from a query string.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) select: Vec<String>,
    pub(super) filter: Option<Filter>,
    /// Column, and whether it falls.
    pub(super) order: Vec<(String, bool)>,
    pub(super) expand: Vec<(String, Vec<String>)>,
    pub(super) top: Option<usize>,
    pub(super) count: bool,
    /// The key of the last row of the page before.
    pub(super) after: Option<String>,
}

impl Options {
    pub(super) fn parse(query: &[(String, String)]) -> Result<Self, String> {
        let mut options = Self::default();
        for (name, value) in query {
            match name.as_str() {
                "$select" => options.select = list(value),
                "$filter" => options.filter = Some(Filter::parse(value)?),
                "$expand" => options.expand = expansions(value)?,
                "$top" => {
                    let top = value
                        .parse()
                        .map_err(|_| format!("Invalid $top '{value}'."))?;
                    options.top = Some(top);
                }
                "$count" => {
                    options.count = value
                        .parse()
                        .map_err(|_| format!("Invalid $count '{value}'."))?;
                }
                "$skiptoken" => {
                    let (_, rest) = value
                        .split_once("last=\"")
                        .ok_or("Malformed paging cookie.")?;
                    options.after = rest.split('"').next().map(str::to_owned);
                }
                "$orderby" => options.order = order(value)?,
                other => return Err(format!("The query parameter {other} is not supported.")),
            }
        }
        Ok(options)
    }

    /// The columns named that a table does not have.
    pub(super) fn unknown_column<'a>(&'a self, row: &Row) -> Option<&'a str> {
        let selected = self.select.iter().map(String::as_str);
        let compared = self.filter.iter().flat_map(Filter::columns);
        let ordered = self.order.iter().map(|(column, _)| column.as_str());
        selected
            .chain(compared)
            .chain(ordered)
            .find(|c| !row.contains_key(*c))
    }

    pub(super) fn keeps(&self, row: &Row) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.holds(row))
    }

    /// Puts rows into the order asked for; those that are equal keep theirs.
    pub(super) fn sort(&self, rows: &mut [Row]) {
        rows.sort_by(|a, b| {
            let orders = self.order.iter().map(|(column, falls)| {
                let order = compare(&a[column.as_str()], &b[column.as_str()]);
                if *falls { order.reverse() } else { order }
            });
            orders.fold(Ordering::Equal, Ordering::then)
        });
    }
}

/// Nothing comes first; texts are compared without regard to case.
fn compare(a: &Value, b: &Value) -> Ordering {
    let text = |value: &Value| value.as_str().map(str::to_lowercase);
    match (a, b) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        _ => (text(a), a.as_i64(), a.as_bool()).cmp(&(text(b), b.as_i64(), b.as_bool())),
    }
}

/// `a desc,b`.
fn order(text: &str) -> Result<Vec<(String, bool)>, String> {
    text.split(',')
        .map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            match words[..] {
                [column] | [column, "asc"] => Ok((column.to_owned(), false)),
                [column, "desc"] => Ok((column.to_owned(), true)),
                _ => Err(format!("Syntax error in $orderby: '{part}'.")),
            }
        })
        .collect()
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
    fn rows_are_ordered_by_several_columns() {
        let query = [("$orderby".to_owned(), "mode desc,name".to_owned())];
        let options = Options::parse(&query).expect("a plain order");
        let row = |name: &str, mode: i64| {
            let row = serde_json::json!({ "name": name, "mode": mode });
            row.as_object().cloned().unwrap_or_default()
        };
        let mut rows = [row("b", 0), row("A", 0), row("c", 4)];
        options.sort(&mut rows);
        let names: Vec<_> = rows.iter().map(|r| r["name"].clone()).collect();
        assert_eq!(names, ["c", "A", "b"]);
    }

    #[test]
    fn other_options_are_refused() {
        for (name, value) in [
            ("$search", "x"),
            ("$apply", "x"),
            ("$orderby", "a sideways"),
            ("$count", "maybe"),
            ("$top", "-1"),
        ] {
            assert!(
                Options::parse(&[(name.to_owned(), value.to_owned())]).is_err(),
                "{name}"
            );
        }
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
