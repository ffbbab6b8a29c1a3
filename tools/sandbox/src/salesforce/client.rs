//! Whether the caller of a token endpoint is the app it says it is.
//! Key and secret may stand in the form or in a Basic header.

use std::collections::HashMap;

use axum::http::HeaderMap;

use super::refusal::{OAuth, oauth};
use crate::{
    credentials::Credentials,
    seed::salesforce::{App, Org},
    state::Live,
};

/// Whether the consumer secret may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Secret {
    Needed,
    /// As the app is set up for refreshes.
    AsSetUp,
}

/// The app that calls.
pub(super) fn check<'a>(
    live: &Live,
    org: &'a Org,
    form: &HashMap<String, String>,
    headers: &HeaderMap,
    secret: Secret,
) -> Result<&'a App, OAuth> {
    let (key, typed) = match Credentials::of(headers) {
        Credentials::Basic { user, password } => (Some(user), Some(password)),
        _ => (
            form.get("client_id").cloned(),
            form.get("client_secret").cloned(),
        ),
    };
    let key = key.unwrap_or_default();
    let app = org.app(&key).filter(|_| !live.revoked.contains(&key));
    let app = app.ok_or(oauth("invalid_client_id", "client identifier invalid"))?;
    let typed = typed.filter(|t| !t.is_empty());
    let is_right = match typed {
        Some(typed) => typed == app.consumer_secret && !live.revoked.contains(&typed),
        None => secret == Secret::AsSetUp && !app.demands_secret_on_refresh,
    };
    if !is_right {
        return Err(oauth("invalid_client", "invalid client credentials"));
    }
    Ok(app)
}
