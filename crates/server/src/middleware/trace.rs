//! A name for every request and one line of log about it: never a query, a header or a body.

use std::time::Instant;

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::request_id::REQUEST_ID;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Ids are ours alone: one taken from the client could be made to look like another's.
pub(crate) async fn trace(request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().to_string();
    let span = tracing::info_span!("request", id);
    let started = Instant::now();
    let (method, path) = (request.method().clone(), shown(request.uri().path()));
    let answer = async {
        let mut response = next.run(request).await;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(%method, path, status = response.status().as_u16(), ms, "answered");
        if let Ok(value) = HeaderValue::try_from(&id) {
            response.headers_mut().insert(HEADER, value);
        }
        response
    };
    REQUEST_ID.scope(id.clone(), answer.instrument(span)).await
}

/// A path as far as it is logged; it holds no control characters, or it would not have been parsed.
fn shown(path: &str) -> String {
    path.chars().take(200).collect()
}
