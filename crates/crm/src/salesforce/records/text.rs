//! Text of other people's in queries.

/// Between the quotes of a query.
pub(super) fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}
