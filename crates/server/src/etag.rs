//! A version of the settings as an entity tag.

use axum::http::HeaderValue;

/// The tag of a version.
pub(crate) fn etag(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"{version}\"")).expect("digits in quotation marks are a header")
}
