//! The routes, and the document made from them.

mod about;
mod callback;
mod links;
mod live;
mod metrics;
mod settings;

use axum::response::IntoResponse;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, error::Error};

pub(crate) use callback::callback;
pub(crate) use metrics::metrics;

/// Head of the document; paths and schemas come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portal",
        description = "Settings of the CRM default user. Every answer of 400 and above is a Failure; a secret is never part of an answer."
    ),
    components(schemas(domain::wire::Failure))
)]
struct Document;

/// Every route.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(live::health))
        .routes(routes!(live::ready))
        .routes(routes!(about::about))
        .routes(routes!(about::document))
        .routes(routes!(settings::read, settings::save))
        .routes(routes!(settings::known))
        .routes(routes!(settings::test))
        .routes(routes!(links::begin))
        .routes(routes!(links::status, links::cancel))
        .routes(routes!(links::first))
        .routes(routes!(links::unlink))
}

/// The OpenAPI document as JSON.
///
/// # Panics
/// Never: the document is made of this program's own words.
#[must_use]
pub fn openapi_json() -> String {
    let (_, document) = routes().split_for_parts();
    document
        .to_pretty_json()
        .expect("a document of plain words serialises")
}

pub(crate) async fn method_not_allowed() -> impl IntoResponse {
    Error::MethodNotAllowed
}
