//! What is sent to be written: JSON of at most 100 kB, with known attributes only.

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::StatusCode,
    response::Response,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{
    refusal,
    wrong::{Step, Wrong},
};
use crate::state::Sandbox;

/// The most bytes a body may have.
const MOST: usize = 100_000;

/// A body that is not too long.
pub(super) struct Content(Bytes);

impl FromRequest<Sandbox> for Content {
    type Rejection = Response;

    async fn from_request(request: Request, sandbox: &Sandbox) -> Result<Self, Response> {
        let body = to_bytes(request.into_body(), MOST).await;
        body.map(Self).map_err(|_| {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            let (code, text) = refusal::words(status);
            refusal::error(sandbox.reading("kustomer_errors"), status, code, text)
        })
    }
}

impl Content {
    /// The body as one of the shapes that are imitated.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Step<T> {
        serde_json::from_slice(&self.0).map_err(|error| Wrong::bad(error.to_string()))
    }
}

/// Whether something has the shape of an id.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Custom attributes: the end of a name tells the type of its value.
pub(super) fn check_custom(custom: &Map<String, Value>) -> Step<()> {
    for (name, value) in custom {
        let fits = match name.get(name.len().saturating_sub(3)..) {
            _ if name.ends_with("Bool") => value.is_boolean(),
            _ if name.ends_with("At") => value.is_string(),
            Some("Str" | "Txt" | "Url") => value.is_string(),
            Some("Num") => value.is_number(),
            _ => return Err(Wrong::bad(format!("custom.{name} is unknown"))),
        };
        if !fits && !value.is_null() {
            return Err(Wrong::bad(format!("custom.{name} has the wrong type")));
        }
    }
    Ok(())
}
