//! A refresh token for a new access token, and with rotation for the next refresh token.
//! One that was rotated away ends the whole family: Salesforce cannot tell who was robbed.

use std::collections::HashMap;

use super::{
    code,
    given::{Given, REFUSED},
    refusal::{OAuth, oauth},
};
use crate::{
    seed::salesforce::{App, Org},
    state::Live,
};

/// The consent a refresh token belongs to, renewed if the app rotates.
pub(super) fn redeem(
    live: &mut Live,
    org: &Org,
    app: &App,
    form: &HashMap<String, String>,
) -> Result<Given, OAuth> {
    let typed = form.get("refresh_token").cloned().unwrap_or_default();
    if live.revoked.contains(&typed) {
        return Err(REFUSED);
    }
    let grant = live.salesforce.grants.iter_mut().find(|g| {
        let is_own = g.host == org.host && g.client == app.consumer_key;
        is_own && (g.refresh_token.as_ref() == Some(&typed) || g.spent.contains(&typed))
    });
    let grant = grant.filter(|g| g.alive).ok_or(REFUSED)?;
    if grant.spent.contains(&typed) {
        grant.alive = false;
        return Err(REFUSED);
    }
    if !org.users.iter().any(|u| u.id == grant.user && u.active) {
        return Err(oauth("invalid_grant", "authentication failure"));
    }
    let next = app.rotates.then(code::refresh_token);
    if let Some(next) = &next {
        grant.spent.push(typed);
        grant.refresh_token = Some(next.clone());
    }
    Ok(Given {
        grant: grant.id,
        refresh_token: next,
    })
}
