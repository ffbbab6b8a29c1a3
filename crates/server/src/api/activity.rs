//! Activity: what became of each event, its story, and setting going again what was parked.

use axum::{Json, extract::State, http::StatusCode};
use domain::wire::{ActivityPage, Failure, Story};

use super::links::Nothing;
use crate::{
    app::App,
    error::Error,
    request::{ActivityQuery, Body, DeliveryId},
};

/// Deliveries, newest first. What waits for a connection that cannot carry records is held.
#[utoipa::path(get, path = "/api/activity", tag = "activity", params(
        ("state" = Option<String>, Query, description = "Only those that are waiting, held, delivered, nothing or parked"),
        ("owner" = Option<String>, Query, description = "Only those whose record belongs to an agent, the default_user or a random_agent"),
        ("before" = Option<String>, Query, description = "The next page: what `next` of the one before says"),
    ), responses(
        (status = OK, body = ActivityPage),
        (status = UNPROCESSABLE_ENTITY, body = Failure, description = "invalid_filter"),
    ))]
pub(crate) async fn list(
    State(app): State<App>,
    ActivityQuery(mut filter): ActivityQuery,
) -> Result<Json<ActivityPage>, Error> {
    filter.waiting_for = app.waiting_for().await?;
    Ok(Json(app.store.activity(&filter).await?))
}

/// The story of one delivery: event, decision, calls.
#[utoipa::path(get, path = "/api/activity/{delivery}", tag = "activity",
    params(("delivery" = String, Path, description = "The delivery")), responses(
        (status = OK, body = Story),
        (status = NOT_FOUND, body = Failure, description = "no_such_delivery"),
    ))]
pub(crate) async fn story(
    State(app): State<App>,
    DeliveryId(id): DeliveryId,
) -> Result<Json<Story>, Error> {
    let filter = store::Filter {
        waiting_for: app.waiting_for().await?,
        ..store::Filter::default()
    };
    let story = app.store.story(&id, &filter).await?;
    story.map(Json).ok_or(Error::NoSuchDelivery)
}

/// Sets a parked delivery going again.
#[utoipa::path(post, path = "/api/activity/{delivery}/replay", tag = "activity", request_body = Nothing,
    params(("delivery" = String, Path, description = "The delivery")), responses(
        (status = NO_CONTENT, description = "It waits for its turn"),
        (status = CONFLICT, body = Failure, description = "not_parked"),
        (status = NOT_FOUND, body = Failure, description = "no_such_delivery"),
    ))]
pub(crate) async fn replay(
    State(app): State<App>,
    DeliveryId(id): DeliveryId,
    Body(Nothing {}): Body<Nothing>,
) -> Result<StatusCode, Error> {
    if !app.store.replay(&id, app.clock.now()).await? {
        let exists = app.store.story(&id, &store::Filter::default()).await?;
        return Err(exists.map_or(Error::NoSuchDelivery, |_| Error::NotParked));
    }
    app.arrived.notify_one();
    Ok(StatusCode::NO_CONTENT)
}
