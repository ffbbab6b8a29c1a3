//! Whether the server lives, and whether it can work.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::App, error::Error};

/// That all is well.
#[derive(Serialize, ToSchema)]
pub(crate) struct Well {
    status: &'static str,
}

/// The process answers.
#[utoipa::path(get, path = "/api/health", tag = "operation", responses((status = OK, body = Well)))]
pub(crate) async fn health() -> Json<Well> {
    Json(Well { status: "ok" })
}

/// The database takes a write, too, and all that runs beside the requests does.
#[utoipa::path(get, path = "/api/ready", tag = "operation", responses(
    (status = OK, body = Well),
    (status = SERVICE_UNAVAILABLE, body = domain::wire::Failure, description = "task_down"),
))]
pub(crate) async fn ready(State(app): State<App>) -> Result<Json<Well>, Error> {
    app.settings.store.ready().await?;
    match app.tasks.down().first() {
        Some(task) => Err(Error::TaskDown(task)),
        None => Ok(Json(Well { status: "ok" })),
    }
}
