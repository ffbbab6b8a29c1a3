//! Text of other people's in paths and queries.

use url::form_urlencoded::byte_serialize;

/// In a path.
pub(super) fn escaped(text: &str) -> String {
    let escaped: String = byte_serialize(text.as_bytes()).collect();
    // A plus is a space in forms only.
    escaped.replace('+', "%20")
}

/// Between the quotes of a query.
pub(super) fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}
