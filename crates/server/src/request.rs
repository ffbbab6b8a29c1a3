//! What is read from a request: its body, the version it names, the CRM it is about.

mod activity;
mod body;
mod events_body;
mod link_id;
mod sender;
mod tree;
mod version;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::Crm;

use crate::error::Error;

pub(crate) use activity::{ActivityQuery, DeliveryId};
pub(crate) use body::{Body, place};
pub(crate) use events_body::{EventsBody, ExternalBody, LONGEST as LONGEST_EVENTS};
pub(crate) use link_id::LinkId;
pub(crate) use sender::Sender;
pub(crate) use tree::{Mistake, Tree};
pub(crate) use version::{ExpectedVersion, Versioned};

/// The CRM named in the path.
pub(crate) struct CrmInPath(pub(crate) Crm);

impl<S: Send + Sync> FromRequestParts<S> for CrmInPath {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(key) = path.map_err(|_| Error::NoSuchCrm)?;
        Crm::from_key(&key).map(Self).ok_or(Error::NoSuchCrm)
    }
}
