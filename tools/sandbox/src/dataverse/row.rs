//! A row of a table.

use serde_json::{Map, Value};

/// Its columns by name.
pub(super) type Row = Map<String, Value>;
