//! How a link that was begun stands, and calling it off.

use domain::AttemptStatus;

use crate::{
    context::{CRM, Links},
    error::Error,
};

impl Links {
    /// How a begun link stands.
    ///
    /// # Errors
    /// [`Error::NoSuchLink`], [`Error::Store`].
    pub async fn status(&self, id: &str) -> Result<AttemptStatus, Error> {
        let status = self.store.attempt(id, self.clock.now()).await?;
        status.ok_or(Error::NoSuchLink)
    }

    /// Calls a begun link off, unless its answer has come already; gives how it stands.
    ///
    /// # Errors
    /// [`Error::NoSuchLink`], [`Error::Store`].
    pub async fn cancel(&self, id: &str) -> Result<AttemptStatus, Error> {
        self.store.cancel_attempt(id).await?;
        self.status(id).await
    }

    /// Puts a link before all others: it acts from now on, if it holds.
    ///
    /// # Errors
    /// [`Error::NoSuchLink`], [`Error::Store`].
    pub async fn put_first(&self, id: &str) -> Result<(), Error> {
        if self.store.put_link_first(CRM, id).await? {
            Ok(())
        } else {
            Err(Error::NoSuchLink)
        }
    }
}
