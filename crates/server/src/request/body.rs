//! JSON bodies, and what is said of the ones that do not fit.
//!
//! A parser's own message quotes values, and a value may be a secret: of a mistake only its place is
//! told.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tokio::time::timeout;

use crate::error::Error;

/// How long a body may take to arrive: the longest is some kilobytes.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::JsonOnly);
        }
        let bytes = timeout(TIMEOUT, Bytes::from_request(request, state))
            .await
            .map_err(|_| Error::TooSlow)?
            .map_err(|rejection| match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
                _ => Error::Unreadable,
            })?;
        parse(&bytes).map(Self)
    }
}

/// A form can send `text/plain` from any page without being asked; JSON it cannot.
fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let kind = value
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let place = place(&error.path().to_string());
        let error = error.into_inner();
        match (error.classify(), unknown_property(&error.to_string())) {
            (Category::Data, Some(name)) if place.rsplit('.').next() == Some(&name) => {
                Error::UnknownProperty(place)
            }
            (Category::Data, Some(name)) if place == TOP => Error::UnknownProperty(name),
            (Category::Data, Some(name)) => Error::UnknownProperty(format!("{place}.{name}")),
            (Category::Data, None) => Error::WrongShape(place),
            _ => Error::InvalidJson,
        }
    })?;
    json.end().map_err(|_| Error::InvalidJson)?;
    Ok(value)
}

const TOP: &str = "the top";

/// The path of a mistake, without anything that is not a name.
fn place(path: &str) -> String {
    // serde cannot tell the key of a map whose keys are an enum: that is the CRM.
    let path = path
        .trim_end_matches('?')
        .trim_end_matches('.')
        .replace('?', "*");
    match name(&path) {
        empty if empty.is_empty() => TOP.to_owned(),
        place => place,
    }
}

/// The name in serde's message about a property that nobody knows.
fn unknown_property(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field `")?;
    rest.split('`').next().map(name)
}

fn name(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '*'))
        .take(80)
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use domain::{Draft, PanelDraft};

    use super::*;

    #[test]
    fn a_mistake_is_told_by_its_place_and_never_quotes() {
        let secret = "s3cr3t-value";
        for (body, place) in [
            (
                format!(
                    r#"{{"agent_platform":null,"panels":{{"zendesk":{{"secret":"{secret}"}}}}}}"#
                ),
                "panels.*.secret",
            ),
            (
                format!(
                    r#"{{"agent_platform":null,"panels":{{"zendesk":{{"secret":{{"replace":["{secret}"]}}}}}}}}"#
                ),
                "panels.*.secret",
            ),
            (
                format!(r#"{{"agent_platform":"{secret}"}}"#),
                "agent_platform",
            ),
            (format!(r#""{secret}""#), "the top"),
        ] {
            let error = parse::<Draft>(body.as_bytes()).err().unwrap();
            assert!(
                matches!(&error, Error::WrongShape(at) if at.starts_with(place)),
                "{body}: {error:?}"
            );
            assert!(!format!("{error:?}").contains(secret), "{error:?}");
        }
    }

    #[test]
    fn an_extra_property_is_named() {
        let error =
            parse::<Draft>(br#"{"agent_platform":null,"panels":{"zendesk":{"verified":true}}}"#)
                .err();
        assert!(
            matches!(&error, Some(Error::UnknownProperty(at)) if at == "panels.*.verified"),
            "{error:?}"
        );
        let error = parse::<PanelDraft>(br#"{"health":{}}"#).err();
        assert!(
            matches!(&error, Some(Error::UnknownProperty(at)) if at == "health"),
            "{error:?}"
        );
    }

    #[test]
    fn what_is_no_json_is_told_apart() {
        let nested = "[".repeat(100_000);
        for body in [
            "",
            "{",
            "{\"agent_platform\":null} {}",
            "nonsense",
            &nested,
            "{\"agent_platform\":null}x",
        ] {
            assert!(
                matches!(parse::<Draft>(body.as_bytes()), Err(Error::InvalidJson)),
                "{:.20}",
                body
            );
        }
    }

    #[test]
    fn only_json_counts_as_json() {
        let is = |kind| {
            is_json(&HeaderMap::from_iter([(
                header::CONTENT_TYPE,
                HeaderValue::from_static(kind),
            )]))
        };
        assert!(is("application/json") && is("Application/JSON; charset=utf-8"));
        assert!(
            !is("text/plain")
                && !is("text/plain;application/json")
                && !is("application/x-www-form-urlencoded")
        );
        assert!(!is_json(&HeaderMap::new()));
    }
}
