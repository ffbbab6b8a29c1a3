//! A row of a table.

use serde_json::{Map, Value};

/// Its columns by name.
pub(crate) type Row = Map<String, Value>;

/// The text in a column; empty where there is none.
pub(crate) fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).and_then(Value::as_str).unwrap_or_default()
}

/// The number in a column; 0 where there is none.
pub(crate) fn number(row: &Row, column: &str) -> i64 {
    row.get(column).and_then(Value::as_i64).unwrap_or_default()
}
