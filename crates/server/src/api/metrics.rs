//! Counts for Prometheus.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{app::App, error::Error, metrics::CONTENT_TYPE};

/// All counts.
pub(crate) async fn metrics(State(app): State<App>) -> Result<Response, Error> {
    let settings = app.settings.store.settings().await?;
    let now = app.settings.clock.now();
    app.metrics.note(&app.settings.notifications);
    let text = app.metrics.text(&settings, app.lost_lines.lines(), now);
    let headers = [
        (header::CONTENT_TYPE, CONTENT_TYPE),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}
