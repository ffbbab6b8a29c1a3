//! An authorization code, good once, for the app and callback it was made for.
//! A second use ends what the first one gave: one of the two was a thief.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use super::{
    given::Given,
    refusal::{OAuth, oauth},
};
use crate::{
    clock,
    seed::salesforce::{App, Org},
    state::Live,
    token,
};

/// A consent for a code.
pub(super) fn redeem(
    live: &mut Live,
    org: &Org,
    app: &App,
    form: &HashMap<String, String>,
) -> Result<Given, OAuth> {
    let given = |name: &str| form.get(name).map_or("", String::as_str);
    let book = &mut live.salesforce;
    let code = book.codes.get_mut(given("code"));
    let code = code
        .filter(|c| c.asked.host == org.host && c.asked.client == app.consumer_key)
        .ok_or(oauth("invalid_grant", "invalid authorization code"))?;
    let was_used = std::mem::replace(&mut code.used, true);
    let code = code.clone();
    if let (true, Some(grant)) = (was_used, code.grant) {
        book.end(grant);
    }
    if was_used || code.expires <= clock::now_ms() {
        return Err(oauth("invalid_grant", "expired authorization code"));
    }
    if code.asked.redirect_uri != given("redirect_uri") {
        let text = "redirect_uri must match configuration";
        return Err(oauth("redirect_uri_mismatch", text));
    }
    let is_proven = |challenge: &String| hashed(given("code_verifier")) == *challenge;
    if !code.asked.challenge.as_ref().is_none_or(is_proven) {
        return Err(oauth("invalid_grant", "invalid code verifier"));
    }
    if !org.users.iter().any(|u| u.id == code.user && u.active) {
        return Err(oauth("invalid_grant", "authentication failure"));
    }
    let refreshes = code.asked.scope.split(' ').any(|s| s == "refresh_token");
    let refresh_token = refreshes.then(refresh_token);
    let grant = book.open(&code.asked, &code.user, refresh_token.clone());
    if let Some(kept) = book.codes.get_mut(given("code")) {
        kept.grant = Some(grant);
    }
    Ok(Given {
        grant,
        refresh_token,
    })
}

/// A fresh refresh token.
pub(super) fn refresh_token() -> String {
    format!("5Aep861{}", token::letters(80))
}

/// A verifier as its challenge has it: S256 of RFC 7636.
fn hashed(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_those_of_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert_eq!(hashed(verifier), challenge);
    }
}
