//! Opening the store: connect, bring up to date, see that the keys fit, seal anew.

use std::fs::File;

use crate::{
    database::{self, Gate},
    error::Error,
    grants,
    installation::Installation,
    keys::KeySource,
    links, secrets,
    store::Store,
};

/// The right to deliver from a database, as long as it is kept.
#[derive(Debug)]
pub struct Alone {
    _lock: Option<File>,
}

impl Store {
    /// Takes the database for this program, where only one may deliver from it: SQLite. Commands that write
    /// a row beside a running server need not.
    ///
    /// # Errors
    /// [`Error::InUse`].
    pub fn alone(url: &str) -> Result<Alone, Error> {
        Ok(Alone {
            _lock: database::take(url)?,
        })
    }

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
        let gate = Gate::of(&pool).await?;
        let installation = Installation::of(&pool, &gate, &keys).await?;
        let store = Self::new(pool, keys, installation, gate);
        store.reseal_secrets().await?;
        store.reseal_tokens(was_before_grants).await?;
        store.reseal_events().await?;
        grants::forget_unreadable(&store).await?;
        Ok(store)
    }
}
