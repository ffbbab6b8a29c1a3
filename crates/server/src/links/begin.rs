//! Beginning a link: what the window carries, and what of it stays here.

use crm::salesforce::Pkce;
use domain::{Code, Linking, missing_for_link, wire::Problem};
use store::NewLinking;
use uuid::Uuid;

use super::{CRM, Linked, hash, unguessable};
use crate::{app::App, error::Error, request::now};

/// How long an administrator may take to sign in, in milliseconds.
const PATIENCE_MS: i64 = 600_000;

/// A link that was begun.
pub(crate) struct Begun {
    /// For the page.
    pub(crate) linking: Linking,
    /// For the cookie of this browser.
    pub(crate) browser: String,
}

/// Begins a link from the browser with this cookie, if it has one already: two windows may be open.
pub(crate) async fn begin(app: &App, browser: Option<String>) -> Result<Begun, Error> {
    let panel = app.store.settings().await?.panel(CRM);
    let missing = missing_for_link(&panel);
    if !missing.is_empty() {
        let problem = |input| Problem::of(CRM, input, Code::Missing);
        return Err(Error::NotLinkable(
            missing.into_iter().map(problem).collect(),
        ));
    }
    app.tries
        .take(&[CRM], std::time::Instant::now())
        .map_err(Error::TooManyTries)?;
    let linked = Linked::of(app, &panel).await?;
    let linked = linked.ok_or_else(|| Error::NotLinkable(Vec::new()))?;
    let browser = browser
        .filter(|known| is_ours(known))
        .unwrap_or_else(unguessable);
    let (pkce, state, now) = (Pkce::new(), unguessable(), now());
    let new = NewLinking {
        id: Uuid::now_v7().to_string(),
        state_hash: hash(&state),
        browser_hash: hash(&browser),
        verifier: pkce.verifier,
        bound_to: linked.bound_to,
        expires_at: now + PATIENCE_MS,
    };
    app.store.begin_linking(CRM, &new, now).await?;
    let authorize_url =
        linked
            .salesforce
            .authorize_url(&app.about.redirect_uri, &state, &pkce.challenge);
    Ok(Begun {
        linking: Linking {
            id: new.id,
            authorize_url,
            expires_at: new.expires_at,
        },
        browser,
    })
}

/// Whether a cookie's value is one that this program makes.
fn is_ours(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    value.len() == 43 && value.bytes().all(is_plain)
}
