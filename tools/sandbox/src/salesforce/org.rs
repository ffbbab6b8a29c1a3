//! The organisation of a host as it is now: the seed, and what was changed since.
//! Handlers see one plain record and need not know which is which.

use axum::{extract::FromRequestParts, http::request::Parts, response::Response};

use super::{book::Book, pages, people};
use crate::{address::Address, seed::salesforce::Org, state::Sandbox};

/// The organisation a request is for; its crowd is among its users.
pub(super) struct Here(pub(super) Org);

impl FromRequestParts<Sandbox> for Here {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        let host = parts.extensions.get::<Address>().map(|a| a.host.clone());
        let host = host.unwrap_or_default();
        match sandbox.seed().salesforce_org(&host) {
            Some(org) => Ok(Self(current(org, &sandbox.live().salesforce))),
            None => Err(pages::nobody_here(&host)),
        }
    }
}

/// An organisation with everything that was changed about it.
pub(crate) fn current(org: &Org, book: &Book) -> Org {
    let mut now = org.clone();
    now.crowd = 0;
    now.users = org
        .everyone()
        .into_iter()
        .map(|user| people::current(user, org, book))
        .collect();
    let settings = book.settings.get(&org.host).copied().unwrap_or_default();
    for app in &mut now.apps {
        app.demands_pkce = settings.demands_pkce.unwrap_or(app.demands_pkce);
        app.rotates = settings.rotates.unwrap_or(app.rotates);
        app.installed = settings.installed.unwrap_or(app.installed);
    }
    now
}
