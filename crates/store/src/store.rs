//! The database, the keys to its secrets, and the one way to write.

use std::sync::Arc;

use sqlx::AnyPool;

use crate::{
    database::{self, Gate, Writing},
    error::Error,
    grants,
    keys::{KeySource, Keys},
    links, secrets,
};

/// The database and the keys to its secrets; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) keys: Keys,
    gate: Arc<Gate>,
}

impl Store {
    /// Opens the database at `url` (`sqlite://data/portal.db` or `postgres://...`), brings it up to
    /// date and re-seals what an older key sealed.
    ///
    /// # Errors
    /// [`Error::Key`] where secrets are kept that none of the keys opens; the database's own.
    pub async fn open(url: &str, keys: &KeySource) -> Result<Self, Error> {
        let (pool, was_before_grants) = database::open(url).await?;
        let mut sealed_with = secrets::key_ids(&pool).await?;
        sealed_with.extend(links::key_ids(&pool).await?);
        let keys = keys.load(&sealed_with)?;
        let store = Self {
            gate: Arc::new(Gate::of(&pool).await?),
            pool,
            keys,
        };
        store.reseal_secrets().await?;
        store.reseal_tokens(was_before_grants).await?;
        grants::forget_unreadable(&store).await?;
        Ok(store)
    }

    /// Begins to write: one at a time in this process where the database takes one writer.
    pub(crate) async fn write(&self) -> Result<Writing, Error> {
        self.gate.write(&self.pool).await
    }

    /// Whether the database takes a write, tried within a second and remembered for five.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ready(&self) -> Result<(), Error> {
        self.gate.ready(&self.pool).await
    }

    #[cfg(test)]
    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Closes the connections; what was saved is on disk already.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
