//! The body of a request that brings events: of bounded size, one or many.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use tokio::time::timeout;

use super::tree::Tree;
use crate::error::Error;

/// Longest body: a batch of five hundred events of ordinary size.
pub(crate) const LONGEST: usize = 4 * 1024 * 1024;

/// Longest single event.
const LONGEST_ONE: usize = 256 * 1024;

/// Most events of a batch.
pub(crate) const MOST: usize = 500;

/// How long a body may take to arrive.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The events of a request, as JSON each.
pub(crate) struct EventsBody(pub(crate) Vec<Tree>);

/// The events of the original platform, which wraps them into an object.
pub(crate) struct ExternalBody(pub(crate) Vec<serde_json::Value>);

impl<S: Send + Sync> FromRequest<S> for EventsBody {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let is_batch = match kind(request.headers()).as_deref() {
            Some("application/cloudevents+json") => false,
            Some("application/cloudevents-batch+json") => true,
            _ => return Err(Error::CloudEventsOnly),
        };
        let bytes = read(request, state).await?;
        if !is_batch && bytes.len() > LONGEST_ONE {
            return Err(Error::EventsTooLarge);
        }
        let tree: Tree = serde_json::from_slice(&bytes).map_err(|_| Error::InvalidJson)?;
        match (tree, is_batch) {
            (Tree::List(events), true) if events.is_empty() => Err(Error::NoEvents),
            (Tree::List(events), true) if events.len() > MOST => Err(Error::TooManyEvents),
            (Tree::List(events), true) => Ok(Self(events)),
            (_, true) => Err(Error::NotABatch),
            (tree, false) => Ok(Self(vec![tree])),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for ExternalBody {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if kind(request.headers()).as_deref() != Some("application/json") {
            return Err(Error::JsonOnly);
        }
        let bytes = read(request, state).await?;
        let body: serde_json::Value =
            serde_json::from_slice(&bytes).map_err(|_| Error::InvalidJson)?;
        let events = match body {
            serde_json::Value::Object(mut wrapped) => match wrapped.remove("events") {
                Some(serde_json::Value::Array(events)) => events,
                Some(_) => return Err(Error::NotABatch),
                // One that came without its wrapping.
                None => vec![wrapped.into()],
            },
            serde_json::Value::Array(events) => events,
            _ => return Err(Error::NotABatch),
        };
        match events.len() {
            0 => Err(Error::NoEvents),
            1..=MOST => Ok(Self(events)),
            _ => Err(Error::TooManyEvents),
        }
    }
}

/// The content type without its parameters, if there is one.
fn kind(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    let kind = value.to_str().ok()?.split(';').next()?;
    Some(kind.trim().to_ascii_lowercase())
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Error> {
    let reading = timeout(TIMEOUT, Bytes::from_request(request, state));
    let bytes = reading.await.map_err(|_| Error::TooSlow)?;
    bytes.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::EventsTooLarge,
        _ => Error::Unreadable,
    })
}
