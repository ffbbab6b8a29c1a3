//! What the store offers on links: each a line, so that the way of a link reads in one place.

use domain::{AttemptStatus, Check, Crm, Fields, Link, Millis};

use crate::{
    Claim, Error, Former, NewLink, NewLinking, NewTokens, Store, Tokens, linkings,
    links::{self, tokens},
};

impl Store {
    /// Notes a link that begins.
    ///
    /// # Errors
    /// The database's own.
    pub async fn begin_linking(
        &self,
        crm: Crm,
        new: &NewLinking,
        now: Millis,
    ) -> Result<(), Error> {
        linkings::begin(&self.pool, &self.keys, crm, new, now).await
    }

    /// Claims the link that this state and this browser began. It works once.
    ///
    /// # Errors
    /// The database's own, [`Error::Sealed`].
    pub async fn claim_linking(
        &self,
        crm: Crm,
        state_hash: &str,
        browser_hash: Option<&str>,
        now: Millis,
    ) -> Result<Claim, Error> {
        linkings::claim(&self.pool, &self.keys, crm, state_hash, browser_hash, now).await
    }

    /// Notes how a begun link ended.
    ///
    /// # Errors
    /// The database's own.
    pub async fn end_linking(&self, id: &str, status: &AttemptStatus) -> Result<(), Error> {
        linkings::end(&self.pool, id, status).await
    }

    /// Calls a begun link off, unless its answer has come.
    ///
    /// # Errors
    /// The database's own.
    pub async fn cancel_linking(&self, id: &str) -> Result<(), Error> {
        linkings::cancel(&self.pool, id).await
    }

    /// How a begun link stands; nothing where no such one is remembered.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`].
    pub async fn linking(&self, id: &str, now: Millis) -> Result<Option<AttemptStatus>, Error> {
        linkings::status(&self.pool, id, now).await
    }

    /// Keeps a new link under `id`, or renews the one of the same user and gives its former grant.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the settings it was made for have changed since.
    pub async fn keep_link(
        &self,
        crm: Crm,
        id: &str,
        new: &NewLink,
        now: Millis,
    ) -> Result<(Link, Option<Former>), Error> {
        links::keep(&self.pool, &self.keys, crm, id, new, now).await
    }

    /// Notes what the CRM said of a link with these tokens. Whether it was noted: not if it has been
    /// linked again, or the settings were changed, since.
    ///
    /// # Errors
    /// The database's own.
    pub async fn note_link(
        &self,
        crm: Crm,
        id: &str,
        (bound_to, generation): (&Fields, i64),
        check: &Check,
        now: Millis,
    ) -> Result<bool, Error> {
        links::note(&self.pool, (crm, id), bound_to, generation, check, now).await
    }

    /// Puts a link before all others. Whether there is such a link.
    ///
    /// # Errors
    /// The database's own.
    pub async fn put_link_first(&self, crm: Crm, id: &str) -> Result<bool, Error> {
        links::first(&self.pool, crm, id).await
    }

    /// Forgets a link; with the last one the boxes go off. Whether there was such a link.
    ///
    /// # Errors
    /// The database's own.
    pub async fn forget_link(&self, crm: Crm, id: &str, now: Millis) -> Result<bool, Error> {
        links::forget(&self.pool, crm, id, now).await
    }

    /// Opens a link's tokens. They go only to the sign-in host, app and organisation they name.
    ///
    /// # Errors
    /// [`Error::Sealed`] if they were altered, or sealed with a key that is not there.
    pub async fn link_tokens(&self, crm: Crm, id: &str) -> Result<Option<Tokens>, Error> {
        tokens::read(&self.pool, &self.keys, crm, id).await
    }

    /// Takes the right to renew the tokens of this generation until `until`, if nobody else holds it.
    ///
    /// # Errors
    /// The database's own.
    pub async fn lease_link(
        &self,
        id: &str,
        generation: i64,
        holder: &str,
        now: Millis,
        until: Millis,
    ) -> Result<bool, Error> {
        tokens::lease(&self.pool, id, generation, holder, now, until).await
    }

    /// Gives the lease back without new tokens.
    ///
    /// # Errors
    /// The database's own.
    pub async fn release_link(&self, id: &str, holder: &str) -> Result<(), Error> {
        tokens::release(&self.pool, id, holder).await
    }

    /// Puts new tokens in the place of `before`. Whether it was done: not if others are there already.
    ///
    /// # Errors
    /// The database's own.
    pub async fn renew_link(
        &self,
        crm: Crm,
        id: &str,
        before: &Tokens,
        new: &NewTokens,
        now: Millis,
    ) -> Result<bool, Error> {
        tokens::renew(&self.pool, &self.keys, (crm, id), before, new, now).await
    }
}
