//! An authorization between its start and its end.

use axum::response::Response;

use super::{book::Pending, pages};
use crate::{seed::salesforce::Org, state::Sandbox};

/// An authorization of this organisation that still waits, or the page that says it does not.
pub(super) fn waiting(sandbox: &Sandbox, org: &Org, number: &str) -> Result<Pending, Response> {
    let pending = sandbox.live().salesforce.pending.get(number).cloned();
    pending
        .filter(|p| p.asked.host == org.host)
        .ok_or_else(|| pages::error(sandbox, "invalid_request", "This login has expired."))
}
