//! The `Idempotency-Key` of a request, and what is said of it.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use serde_json::Value;

use super::{
    desk::{Desk, Known},
    refusal,
};

/// What a request's key means.
pub(super) enum Key {
    /// It has none.
    Absent,
    /// It was not used yet.
    New(String),
    /// The same was asked before, and answered so.
    Repeat(Value),
}

pub(super) fn read(headers: &HeaderMap, desk: &Desk, body: &[u8]) -> Result<Key, Box<Response>> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(Key::Absent);
    };
    let name = value.to_str().unwrap_or_default().to_owned();
    if name.is_empty() || name.len() > 255 {
        let text = "Idempotency-Key must be between 1 and 255 characters";
        return Err(refused(text));
    }
    match desk.keys.look_up(&name, body, desk.now()) {
        Known::New => Ok(Key::New(name)),
        Known::Same(answer) => Ok(Key::Repeat(answer)),
        Known::Other => Err(refused(
            "The Idempotency-Key was used with other parameters",
        )),
    }
}

fn refused(text: &str) -> Box<Response> {
    let error = "IdempotentRequestError";
    Box::new(refusal::named(StatusCode::BAD_REQUEST, error, text))
}

/// Says whether the answer is one from before.
pub(super) fn told(mut response: Response, lookup: &'static str) -> Response {
    let value = HeaderValue::from_static(lookup);
    response.headers_mut().insert("x-idempotency-lookup", value);
    response
}
