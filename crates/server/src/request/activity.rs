//! What of Activity is asked for.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::{DeliveryState, Party};
use store::Filter;
use url::form_urlencoded;
use uuid::Uuid;

use crate::error::Error;

/// The id of a delivery. What has not the shape of ours names none.
pub(crate) struct DeliveryId(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for DeliveryId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(id) = path.map_err(|_| Error::NoSuchDelivery)?;
        ours(&id).map(Self).ok_or(Error::NoSuchDelivery)
    }
}

/// The filter in the query. What is not known there is refused: it would be a filter that does nothing.
pub(crate) struct ActivityQuery(pub(crate) Filter);

impl<S: Send + Sync> FromRequestParts<S> for ActivityQuery {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let mut filter = Filter::default();
        let query = parts.uri.query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let is_known = match &*name {
                _ if value.is_empty() => true,
                "state" => set(&mut filter.state, DeliveryState::from_key(&value)),
                "owner" => set(&mut filter.owner, Party::from_key(&value)),
                "before" => set(&mut filter.before, ours(&value)),
                _ => false,
            };
            if !is_known {
                return Err(Error::InvalidFilter);
            }
        }
        Ok(Self(filter))
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let is_new = place.is_none() && value.is_some();
    *place = value;
    is_new
}

fn ours(id: &str) -> Option<String> {
    let uuid = Uuid::try_parse(id).ok()?;
    // In no other way of writing it.
    (uuid.to_string() == id).then(|| id.to_owned())
}
