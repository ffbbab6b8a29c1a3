//! The routes, and the document made from them.

mod about;
mod activity;
mod callback;
mod document;
mod events;
mod examples;
mod links;
mod live;
mod metrics;
mod record_creation;
mod settings;

use axum::response::IntoResponse;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, error::Error};

pub(crate) use callback::callback;
pub(crate) use metrics::metrics;

/// Every route.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let events = OpenApiRouter::new()
        .routes(routes!(events::receive))
        .routes(routes!(events::external))
        .layer(events::limit());
    OpenApiRouter::with_openapi(document::head())
        .merge(events)
        .routes(routes!(live::health))
        .routes(routes!(live::ready))
        .routes(routes!(about::about))
        .routes(routes!(about::document))
        .routes(routes!(settings::read, settings::save))
        .routes(routes!(settings::known))
        .routes(routes!(settings::test))
        .routes(routes!(record_creation::read, record_creation::save))
        .routes(routes!(activity::list))
        .routes(routes!(activity::story))
        .routes(routes!(activity::replay))
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
    let (_, mut document) = routes().split_for_parts();
    document::complete(&mut document);
    document
        .to_pretty_json()
        .expect("a document of plain words serialises")
}

pub(crate) async fn method_not_allowed() -> impl IntoResponse {
    Error::MethodNotAllowed
}
