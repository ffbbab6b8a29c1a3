//! The version of the settings in `ETag` and `If-Match`.

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{error::Error, etag::etag};

/// The version a save was made from. It has to be named: `*` would overwrite what nobody has read.
pub(crate) struct ExpectedVersion(pub(crate) i64);

impl<S: Send + Sync> FromRequestParts<S> for ExpectedVersion {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        read(&parts.headers).map(Self)
    }
}

fn read(headers: &HeaderMap) -> Result<i64, Error> {
    let mut values = headers.get_all(header::IF_MATCH).iter();
    let (first, more) = (values.next(), values.next());
    let text = first
        .ok_or(Error::VersionRequired)?
        .to_str()
        .map_err(|_| Error::VersionInvalid)?
        .trim();
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        _ if text == "*" => Err(Error::VersionRequired),
        Some(digits) if more.is_none() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map_err(|_| Error::VersionInvalid)
        }
        _ => Err(Error::VersionInvalid),
    }
}

/// JSON under a version.
pub(crate) struct Versioned<T>(pub(crate) i64, pub(crate) T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, etag(self.0))], Json(self.1)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn named(text: &'static str) -> Result<i64, Error> {
        read(&HeaderMap::from_iter([(
            header::IF_MATCH,
            HeaderValue::from_static(text),
        )]))
    }

    #[test]
    fn one_version_in_quotation_marks_is_read() {
        assert!(matches!(named("\"7\""), Ok(7)));
        assert!(matches!(named(" \"0\" "), Ok(0)));
    }

    #[test]
    fn a_star_names_no_version() {
        assert!(matches!(named("*"), Err(Error::VersionRequired)));
        assert!(matches!(
            read(&HeaderMap::new()),
            Err(Error::VersionRequired)
        ));
    }

    #[test]
    fn anything_else_is_no_version() {
        for text in [
            "7",
            "W/\"7\"",
            "\"7\", \"8\"",
            "\"-7\"",
            "\"\"",
            "\"+7\"",
            "\"99999999999999999999\"",
            "\"7",
        ] {
            assert!(matches!(named(text), Err(Error::VersionInvalid)), "{text}");
        }
    }
}
