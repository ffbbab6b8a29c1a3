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
use serde_path_to_error::{Path, Segment};
use tokio::time::timeout;

use super::tree::{Mistake, Tree};
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
    let tree: Tree = serde_json::from_slice(bytes).map_err(|_| Error::InvalidJson)?;
    if tree.has_twins() {
        return Err(Error::DuplicateProperty);
    }
    serde_path_to_error::deserialize(tree).map_err(|error| {
        let mistake = *error.inner();
        match mistake {
            // A sender who mixes name and value up has put a secret in the place of the name.
            Mistake::UnknownMember => Error::UnknownProperty(place(error.path(), 1)),
            Mistake::Shape => Error::WrongShape(place(error.path(), 0)),
        }
    })
}

/// The path of a mistake, without its last `hidden` steps. All others are names that were accepted;
/// the key of a map whose keys are an enum cannot be told.
pub(crate) fn place(path: &Path, hidden: usize) -> String {
    let steps: Vec<&Segment> = path.iter().collect();
    let shown = &steps[..steps.len().saturating_sub(hidden)];
    let mut place = String::new();
    for step in shown {
        let dot = if place.is_empty() { "" } else { "." };
        match step {
            Segment::Map { key } => place += &format!("{dot}{key}"),
            Segment::Seq { index } => place += &format!("[{index}]"),
            Segment::Enum { variant } => place += &format!("{dot}{variant}"),
            Segment::Unknown => place += &format!("{dot}*"),
        }
    }
    if place.is_empty() {
        "the top".to_owned()
    } else {
        place
    }
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
    fn of_an_extra_property_only_the_place_is_told() {
        for (body, place) in [
            (
                r#"{"agent_platform":null,"panels":{"zendesk":{"s3cr3t":true}}}"#,
                "panels.*",
            ),
            (r#"{"agent_platform":null,"s3cr3t":1}"#, "the top"),
            (
                r#"{"panels":{"zendesk":{"fields":{"s3cr3t":"x"}}}}"#,
                "panels.*.fields",
            ),
            (r#"{"panels":{"s3cr3t":{}}}"#, "panels"),
        ] {
            let error = parse::<Draft>(body.as_bytes()).err().unwrap();
            let text = format!("{error:?}");
            assert!(
                text.contains(place) && !text.contains("s3cr3t"),
                "{body}: {text}"
            );
        }
        let error = parse::<PanelDraft>(br#"{"health":{}}"#).err();
        assert!(
            matches!(&error, Some(Error::UnknownProperty(at)) if at == "the top"),
            "{error:?}"
        );
    }

    #[test]
    fn a_property_that_stands_twice_is_refused_at_any_depth() {
        for body in [
            r#"{"agent_platform":null,"agent_platform":"zendesk"}"#,
            r#"{"panels":{"zendesk":{},"zendesk":{}}}"#,
            r#"{"panels":{"zendesk":{"secret":{"replace":"a","replace":"b"}}}}"#,
            r#"{"panels":{"zendesk":{"fields":{"email":"a","\u0065mail":"b"}}}}"#,
            r#"{"nobody":[{"knows":1,"knows":2}]}"#,
        ] {
            let error = parse::<Draft>(body.as_bytes()).err();
            assert!(
                matches!(error, Some(Error::DuplicateProperty)),
                "{body}: {error:?}"
            );
        }
    }

    #[test]
    fn every_kind_of_edit_is_read() {
        let draft: PanelDraft = parse(
            br#"{"fields":{"email":"a@b.example"},"secret":{"replace":"x"},"default_user":true}"#,
        )
        .unwrap();
        assert_eq!(draft.default_user, Some(true));
        assert!(draft.secret.typed().is_some());
        let draft: PanelDraft = parse(br#"{"secret":"clear","default_user":null}"#).unwrap();
        assert_eq!(
            (draft.default_user, draft.secret),
            (None, domain::SecretEdit::Clear)
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
