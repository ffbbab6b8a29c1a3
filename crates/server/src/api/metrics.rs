//! Counts for Prometheus.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::Settings;

use crate::{app::App, metrics::CONTENT_TYPE};

/// All counts. Those of the database are missing while it cannot be read: that is when the others are
/// looked at most.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    let settings = app.settings.store.settings().await;
    let settings = settings.unwrap_or_else(|error| {
        tracing::error!(%error, "metrics without the database");
        Settings::default()
    });
    let now = app.settings.clock.now();
    app.metrics.note(&app.settings.notifications);
    app.metrics.note_written(app.intake.counts());
    let text = app.metrics.text(&settings, app.lost_lines.lines(), now);
    let headers = [
        (header::CONTENT_TYPE, CONTENT_TYPE),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, text).into_response()
}
