//! Counts for Prometheus.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{app::App, error::Error, metrics::notifications, request::now};

/// All counts, in Prometheus' text form.
pub(crate) async fn metrics(State(app): State<App>) -> Result<Response, Error> {
    let settings = app.store.settings().await?;
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    let store = HeaderValue::from_static("no-store");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, store)];
    let text = app.metrics.text(&settings, now()) + &notifications(&app.notifications);
    Ok((headers, text).into_response())
}
