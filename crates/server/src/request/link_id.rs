//! The id in a path.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use uuid::Uuid;

use crate::error::Error;

/// The id of a link, or of one that was begun. What has not the shape of ours names none.
pub(crate) struct LinkId(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for LinkId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(id) = path.map_err(|_| Error::NoSuchLink)?;
        let uuid = Uuid::try_parse(&id).map_err(|_| Error::NoSuchLink)?;
        // In no other way of writing it.
        (uuid.to_string() == id)
            .then_some(Self(id))
            .ok_or(Error::NoSuchLink)
    }
}
