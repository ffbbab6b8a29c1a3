//! The CRM settings: read, save under a version, test one connection.

use axum::{Json, extract::State};
use domain::{
    Crm, Draft, PanelDraft, Settings,
    wire::{Failure, Known, Saved, Tested},
};

use crate::{
    app::App,
    error::Error,
    request::{Body, CrmInPath, ExpectedVersion, Versioned},
};

/// The settings, with their version as ETag.
#[utoipa::path(get, path = "/api/settings/crm", tag = "settings", responses(
    (status = OK, body = Settings, headers(("ETag" = String, description = "The version, in quotation marks"))),
))]
pub(crate) async fn read(State(app): State<App>) -> Result<Versioned<Settings>, Error> {
    let settings = app.settings.read().await?;
    Ok(Versioned(settings.version, settings))
}

/// What is known of the stored connections, without the settings themselves: for asking often.
#[utoipa::path(get, path = "/api/settings/crm/known", tag = "settings", responses((status = OK, body = Known)))]
pub(crate) async fn known(State(app): State<App>) -> Result<Json<Known>, Error> {
    Ok(Json(app.settings.known().await?))
}

/// Saves a draft: what is absent stays as it is. CRMs are asked about new credentials; those they
/// refuse are not saved, all else is, and the report says which.
#[utoipa::path(patch, path = "/api/settings/crm", tag = "settings", request_body = Draft,
    params(("If-Match" = String, Header, description = "The ETag of the settings the draft was made from")),
    responses(
        (status = OK, body = Saved, headers(("ETag" = String, description = "The new version"))),
        (status = PRECONDITION_FAILED, body = Failure, description = "version_mismatch, with the current settings"),
        (status = UNPROCESSABLE_ENTITY, body = Failure, description = "invalid_fields"),
        (status = TOO_MANY_REQUESTS, body = Failure, description = "too_many_tries, with Retry-After"),
    ))]
pub(crate) async fn save(
    State(app): State<App>,
    ExpectedVersion(expected): ExpectedVersion,
    Body(draft): Body<Draft>,
) -> Result<Versioned<Saved>, Error> {
    let saved = app.settings.save(expected, &draft).await?;
    Ok(Versioned(saved.settings.version, saved))
}

/// Asks the CRM about the draft merged over what is stored. Nothing is saved. Of Salesforce, whose fields
/// prove nothing by themselves, the linked administrators are tested.
#[utoipa::path(post, path = "/api/settings/crm/{crm}/test", tag = "settings", request_body = PanelDraft,
    params(("crm" = Crm, Path, description = "Which CRM")),
    responses(
        (status = OK, body = Tested),
        (status = UNPROCESSABLE_ENTITY, body = Failure, description = "not_testable, no_admin_linked, invalid_fields"),
        (status = TOO_MANY_REQUESTS, body = Failure, description = "too_many_tries, with Retry-After"),
    ))]
pub(crate) async fn test(
    State(app): State<App>,
    CrmInPath(crm): CrmInPath,
    Body(draft): Body<PanelDraft>,
) -> Result<Json<Tested>, Error> {
    Ok(Json(app.settings.test(crm, &draft).await?))
}
