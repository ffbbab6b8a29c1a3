//! One call of the API, from its request to its answer.

use std::pin::Pin;

use domain::wire::Failure;
use gloo_net::http::RequestBuilder;
use serde::{Serialize, de::DeserializeOwned};

use super::error::Error;

/// A good answer.
pub(super) struct Good {
    /// What it says.
    pub(super) text: String,
    /// The version it is of, where it names one.
    pub(super) version: Option<i64>,
}

/// What a call brings.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Good, Error>>>>;

/// The body of a request that says all by its address.
pub(super) fn nothing() -> Option<String> {
    Some("{}".to_owned())
}

/// The body of a request that says something.
pub(super) fn json(body: &impl Serialize) -> Option<String> {
    serde_json::to_string(body).ok()
}

/// What a good answer says.
pub(super) fn parse<T: DeserializeOwned>(answer: Result<Good, Error>) -> Result<T, Error> {
    serde_json::from_str(&answer?.text).map_err(|_| unreadable(200))
}

/// The same, with the version it is of.
pub(super) fn versioned<T: DeserializeOwned>(
    answer: Result<Good, Error>,
) -> Result<(T, i64), Error> {
    let good = answer?;
    let version = good.version.ok_or_else(|| unreadable(200))?;
    Ok((parse(Ok(good))?, version))
}

/// One call. Boxed and free of types, so that the wasm holds it once and its callers stay small.
pub(super) fn call(request: RequestBuilder, body: Option<String>) -> Answer {
    Box::pin(async move {
        let request = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body),
            None => request.build(),
        };
        let request = request.map_err(|_| unreadable(0))?;
        let response = request.send().await.map_err(|_| Error::Offline)?;
        let status = response.status();
        let text = response.text().await;
        if response.ok() {
            let tag = response.headers().get("etag");
            let version = tag.and_then(|tag| tag.trim_matches('"').parse().ok());
            let text = text.map_err(|_| unreadable(status))?;
            return Ok(Good { text, version });
        }
        let wait = response
            .headers()
            .get("retry-after")
            .and_then(|text| text.parse().ok());
        let failure = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        Err(refusal(status, wait, failure))
    })
}

fn unreadable(status: u16) -> Error {
    Error::Server {
        status,
        code: "unreadable_answer".to_owned(),
    }
}

fn refusal(status: u16, wait: Option<u32>, failure: Option<Failure>) -> Error {
    let Some(failure) = failure else {
        return unreadable(status);
    };
    match (status, failure.current) {
        (412, Some(current)) => Error::Conflict(current),
        (422, _) if !failure.problems.is_empty() => Error::Invalid(failure.problems),
        (429, _) => Error::TooManyTries(wait.unwrap_or(30)),
        _ => Error::Server {
            status,
            code: failure.code,
        },
    }
}
