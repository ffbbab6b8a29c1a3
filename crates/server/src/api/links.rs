//! Linked administrators: begin, follow, order, unlink.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::IntoResponse,
};
use domain::{
    Linking, LinkingStatus,
    wire::{Failure, Known, Unlinked},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    cookie,
    error::Error,
    links,
    request::{Body, now},
};

/// Nothing: a write is JSON all the same, since a page elsewhere cannot send that unasked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Begins a link: open `authorize_url` in a window. The answer sets a cookie that ties it to this browser.
#[utoipa::path(post, path = "/api/settings/crm/salesforce/links", tag = "links", request_body = Nothing, responses(
    (status = OK, body = Linking),
    (status = CONFLICT, body = Failure, description = "other_address: open the portal under its own"),
    (status = UNPROCESSABLE_ENTITY, body = Failure, description = "not_linkable, with what is missing"),
    (status = TOO_MANY_REQUESTS, body = Failure, description = "too_many_tries, with Retry-After"),
))]
pub(crate) async fn begin(
    State(app): State<App>,
    headers: HeaderMap,
    Body(Nothing {}): Body<Nothing>,
) -> Result<impl IntoResponse, Error> {
    if !cookie::comes_back(&headers, &app.about.redirect_uri) {
        return Err(Error::OtherAddress(app.portal().to_owned()));
    }
    let begun = links::begin(&app, cookie::browser(&headers, app.is_https())).await?;
    let cookie = cookie::set(&begun.browser, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], Json(begun.linking)))
}

/// How a begun link stands.
#[utoipa::path(get, path = "/api/settings/crm/salesforce/linkings/{id}", tag = "links",
    params(("id" = String, Path, description = "The link that was begun")), responses(
    (status = OK, body = LinkingStatus),
    (status = NOT_FOUND, body = Failure, description = "no_such_link"),
))]
pub(crate) async fn status(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<LinkingStatus>, Error> {
    let status = app.store.linking(&id, now()).await?;
    status.map(Json).ok_or(Error::NoSuchLink)
}

/// Calls a begun link off, unless its answer has come already.
#[utoipa::path(delete, path = "/api/settings/crm/salesforce/linkings/{id}", tag = "links",
    params(("id" = String, Path, description = "The link that was begun")), responses(
    (status = OK, body = LinkingStatus),
    (status = NOT_FOUND, body = Failure, description = "no_such_link"),
))]
pub(crate) async fn cancel(
    app: State<App>,
    Path(id): Path<String>,
) -> Result<Json<LinkingStatus>, Error> {
    app.store.cancel_linking(&id).await?;
    status(app, Path(id)).await
}

/// Puts a link before all others: it acts from now on, if it holds.
#[utoipa::path(post, path = "/api/settings/crm/salesforce/links/{id}/first", tag = "links", request_body = Nothing,
    params(("id" = String, Path, description = "The link")), responses(
    (status = OK, body = Known),
    (status = NOT_FOUND, body = Failure, description = "no_such_link"),
))]
pub(crate) async fn first(
    State(app): State<App>,
    Path(id): Path<String>,
    Body(Nothing {}): Body<Nothing>,
) -> Result<Json<Known>, Error> {
    if !app.store.put_link_first(links::CRM, &id).await? {
        return Err(Error::NoSuchLink);
    }
    Ok(Json(app.known().await?))
}

/// Unlinks an administrator, revokes the grant at Salesforce, and with the last one unticks both boxes.
#[utoipa::path(delete, path = "/api/settings/crm/salesforce/links/{id}", tag = "links",
    params(("id" = String, Path, description = "The link")), responses(
    (status = OK, body = Unlinked),
    (status = NOT_FOUND, body = Failure, description = "no_such_link"),
))]
pub(crate) async fn unlink(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Unlinked>, Error> {
    let mut unlinked = links::unlink(&app, &id).await?;
    unlinked.settings = app.with_failing(unlinked.settings);
    Ok(Json(unlinked))
}
