//! Beginning a link: what the window carries, and what of it stays here.

use crm::salesforce::Pkce;
use domain::{Code, LinkAttempt, missing_for_link, wire::Problem};
use store::NewAttempt;
use uuid::Uuid;

use crate::{
    context::{CRM, Links},
    error::Error,
    organisation::Organisation,
    random::{hash, unguessable},
};

/// How long an administrator may take to sign in, in milliseconds.
const TIMEOUT_MS: i64 = 600_000;

/// A link that can be begun: everything it needs is stored.
pub struct Prepared {
    links: Links,
    organisation: Organisation,
}

/// A link that was begun.
#[derive(Debug)]
pub struct Begun {
    /// For the page.
    pub linking: LinkAttempt,
    /// For a cookie of this browser: the answer is taken from no other.
    pub browser: String,
}

impl Links {
    /// Sees whether a link can be begun. Nobody is asked.
    ///
    /// # Errors
    /// [`Error::Incomplete`] with what is missing; [`Error::Store`].
    pub async fn prepare(&self) -> Result<Prepared, Error> {
        let panel = self.store.settings().await?.panel(CRM);
        let missing = missing_for_link(&panel);
        if !missing.is_empty() {
            let problem = |input| Problem::of(CRM, input, Code::Missing);
            return Err(Error::Incomplete(
                missing.into_iter().map(problem).collect(),
            ));
        }
        let organisation = self.organisation(&panel).await?;
        Ok(Prepared {
            links: self.clone(),
            organisation: organisation.ok_or_else(|| Error::Incomplete(Vec::new()))?,
        })
    }
}

impl Prepared {
    /// Begins it, tied to a browser that is known by a new secret of its own: what a browser brings
    /// along may have been planted.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn begin(self) -> Result<Begun, Error> {
        let (pkce, state, browser) = (Pkce::new(), unguessable(), unguessable());
        let links = self.links;
        let now = links.clock.now();
        let new = NewAttempt {
            id: Uuid::now_v7().to_string(),
            state_hash: hash(&state),
            browser_hash: hash(&browser),
            verifier: pkce.verifier,
            bound_to: self.organisation.bound_to,
            expires_at: now + TIMEOUT_MS,
        };
        links.store.begin_attempt(CRM, &new, now).await?;
        let salesforce = self.organisation.salesforce;
        let authorize_url = salesforce.authorize_url(&links.redirect_uri, &state, &pkce.challenge);
        Ok(Begun {
            linking: LinkAttempt {
                id: new.id,
                authorize_url,
                expires_at: new.expires_at,
            },
            browser,
        })
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared").finish_non_exhaustive()
    }
}
