//! When a session makes a record: the settings of "CRM Record Creation Details", as far as the chosen
//! CRM offers them.

use axum::extract::State;
use domain::{RecordCreation, wire::Failure};

use crate::{
    app::App,
    error::Error,
    request::{Body, ExpectedVersion, Versioned},
};

/// The settings, with their version as ETag.
#[utoipa::path(get, path = "/api/settings/record-creation", tag = "settings", responses(
    (status = OK, body = RecordCreation, headers(("ETag" = String, description = "The version, in quotation marks"))),
))]
pub(crate) async fn read(State(app): State<App>) -> Result<Versioned<RecordCreation>, Error> {
    let (creation, version) = app.store.record_creation().await?;
    let platform = app.store.settings().await?.agent_platform;
    Ok(Versioned(version, creation.on(platform)))
}

/// Saves them as a whole: what is absent is off, or none, and so is what the chosen CRM does not offer.
#[utoipa::path(put, path = "/api/settings/record-creation", tag = "settings", request_body = RecordCreation,
    params(("If-Match" = String, Header, description = "The ETag of the settings these were made from")),
    responses(
        (status = OK, body = RecordCreation, headers(("ETag" = String, description = "The new version"))),
        (status = CONFLICT, body = Failure, description = "changed_meanwhile"),
    ))]
pub(crate) async fn save(
    State(app): State<App>,
    ExpectedVersion(expected): ExpectedVersion,
    Body(creation): Body<RecordCreation>,
) -> Result<Versioned<RecordCreation>, Error> {
    let creation = creation.on(app.store.settings().await?.agent_platform);
    let saved = app
        .store
        .save_record_creation(&creation, expected, app.clock.now());
    let version = saved.await.map_err(|error| match error {
        store::Error::Conflict => Error::ChangedMeanwhile,
        error => error.into(),
    })?;
    tracing::info!(version, "the settings of record creation were saved");
    app.arrived.notify_one();
    Ok(Versioned(version, creation))
}
