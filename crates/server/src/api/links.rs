//! Linked administrators: begin, follow, order, unlink.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Uri},
    response::IntoResponse,
};
use axum_extra::extract::CookieJar;
use domain::{
    AttemptStatus, LinkAttempt,
    wire::{Failure, Known, Unlinked},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    cookie,
    error::Error,
    request::{Body, LinkId},
};

/// Nothing: a write is JSON all the same, since a page elsewhere cannot send that unasked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Begins a link: open `authorize_url` in a window. The answer sets a cookie that ties it to this browser.
#[utoipa::path(post, path = "/api/settings/crm/salesforce/links", tag = "links", request_body = Nothing, responses(
    (status = OK, body = LinkAttempt),
    (status = CONFLICT, body = Failure, description = "other_address: open the portal under its own"),
    (status = UNPROCESSABLE_ENTITY, body = Failure, description = "not_linkable, with what is missing"),
    (status = TOO_MANY_REQUESTS, body = Failure, description = "too_many_tries, with Retry-After"),
))]
pub(crate) async fn begin(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    jar: CookieJar,
    Body(Nothing {}): Body<Nothing>,
) -> Result<impl IntoResponse, Error> {
    if !cookie::comes_back(&uri, &headers, &app.about.redirect_uri) {
        return Err(Error::OtherAddress(app.portal().to_owned()));
    }
    let prepared = app.links.prepare().await?;
    app.settings.probe.take(&[links::CRM])?;
    let begun = prepared.begin().await?;
    let cookie = cookie::of(&begun.linking.id, begun.browser, app.is_https());
    Ok((jar.add(cookie), Json(begun.linking)))
}

/// How a begun link stands.
#[utoipa::path(get, path = "/api/settings/crm/salesforce/linkings/{id}", tag = "links",
    params(("id" = String, Path, description = "The link that was begun")), responses(
    (status = OK, body = AttemptStatus),
))]
pub(crate) async fn status(
    State(app): State<App>,
    LinkId(id): LinkId,
) -> Result<Json<AttemptStatus>, Error> {
    Ok(Json(app.links.status(&id).await?))
}

/// Calls a begun link off, unless its answer has come already.
#[utoipa::path(delete, path = "/api/settings/crm/salesforce/linkings/{id}", tag = "links",
    params(("id" = String, Path, description = "The link that was begun")), responses(
    (status = OK, body = AttemptStatus),
))]
pub(crate) async fn cancel(
    State(app): State<App>,
    LinkId(id): LinkId,
) -> Result<Json<AttemptStatus>, Error> {
    Ok(Json(app.links.cancel(&id).await?))
}

/// Puts a link before all others: it acts from now on, if it holds.
#[utoipa::path(post, path = "/api/settings/crm/salesforce/links/{id}/first", tag = "links", request_body = Nothing,
    params(("id" = String, Path, description = "The link")), responses(
    (status = OK, body = Known),
))]
pub(crate) async fn first(
    State(app): State<App>,
    LinkId(id): LinkId,
    Body(Nothing {}): Body<Nothing>,
) -> Result<Json<Known>, Error> {
    app.links.put_first(&id).await?;
    Ok(Json(app.settings.known().await?))
}

/// Unlinks an administrator, revokes the grant at Salesforce, and with the last one unticks both boxes.
#[utoipa::path(delete, path = "/api/settings/crm/salesforce/links/{id}", tag = "links",
    params(("id" = String, Path, description = "The link")), responses(
    (status = OK, body = Unlinked),
))]
pub(crate) async fn unlink(
    State(app): State<App>,
    LinkId(id): LinkId,
) -> Result<Json<Unlinked>, Error> {
    let mut unlinked = app.links.unlink(&id).await?;
    unlinked.settings = app.settings.with_failing(unlinked.settings);
    Ok(Json(unlinked))
}
