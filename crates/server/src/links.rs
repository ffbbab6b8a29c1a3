//! Linked Salesforce administrators: the way of a link, its tokens, and whether it still holds.
//!
//! One direction: begun here, signed in there, answered at the callback, checked, kept. Whoever needs
//! a token afterwards asks [`tokens`]; nobody else refreshes one.

mod answer;
mod begin;
#[cfg(test)]
mod tests;
mod tokens;
mod unlink;
mod verify;

use crm::salesforce::{self, Salesforce};
use domain::{Connection, Crm, Fields, Panel, Secret, Wanted};
use sha2::{Digest as _, Sha256};

use crate::app::App;

pub(crate) use answer::{Answer, Ended, take_answer};
pub(crate) use begin::begin;
pub(crate) use tokens::Renewals;
pub(crate) use unlink::unlink;
pub(crate) use verify::verify_all;

/// The CRM whose administrators are linked.
pub(crate) const CRM: Crm = Crm::Salesforce;

/// Where Salesforce sends a signed-in administrator back to.
pub(crate) const CALLBACK_PATH: &str = "/oauth/callback/salesforce";

/// The stored connection, ready to be used with its links.
pub(crate) struct Linked {
    /// The way to the CRM.
    pub(crate) salesforce: Salesforce,
    /// The consumer secret.
    pub(crate) secret: Secret,
    /// What links hang on.
    pub(crate) bound_to: Fields,
}

impl Linked {
    /// The stored connection, where it is complete.
    pub(crate) async fn of(app: &App, panel: &Panel) -> Result<Option<Self>, store::Error> {
        let wanted = Wanted::unchanged(CRM, panel);
        let Ok(connection) = Connection::of(CRM, &wanted, panel.secret.as_ref()) else {
            return Ok(None);
        };
        let to = salesforce::App::of(&connection);
        let Some(salesforce) = to.and_then(|to| app.verifier.salesforce(&to)) else {
            return Ok(None);
        };
        let secret = app.store.open_secret(CRM, &connection.binding()).await?;
        Ok(Some(Self {
            salesforce,
            secret,
            bound_to: connection.link_binding(),
        }))
    }
}

/// 32 random bytes that nobody guesses, as text for a URL or a cookie.
fn unguessable() -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is kept of such a text: whoever reads the database cannot answer in its place.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
