//! Everything that is kept: the CRM settings, their sealed secrets, linked administrators with their
//! tokens, and what is known of each connection.
//!
//! One SQL text serves SQLite and PostgreSQL. No transaction is open while a CRM is asked: a save
//! names the version it was read at and is refused if another came first.

mod clock;
mod database;
mod error;
mod health;
mod keys;
mod linkings;
mod links;
mod notices;
mod private;
mod row;
mod save;
mod seal;
mod secrets;
mod settings;
mod store_links;

use domain::{Crm, Fields, Health, Secret, Settings, save::Outcome};
use sqlx::AnyPool;

pub use clock::Clock;
pub use error::Error;
pub use keys::{KeyError, KeySource};
pub use linkings::{Claim, ClaimedLinking, NewLinking};
pub use links::{
    Former, NewLink,
    tokens::{NewTokens, Tokens},
};
pub use notices::Turn;
pub use seal::SealError;

use keys::Keys;

/// The database and the keys to its secrets.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    keys: Keys,
}

impl Store {
    /// Opens the database at `url` (`sqlite://data/portal.db` or `postgres://...`), brings it up to
    /// date and re-seals what an older key sealed.
    ///
    /// # Errors
    /// [`Error::Key`] where secrets are kept that none of the keys opens; the database's own.
    pub async fn open(url: &str, keys: &KeySource) -> Result<Self, Error> {
        let pool = database::open(url).await?;
        let mut sealed_with = secrets::key_ids(&pool).await?;
        sealed_with.extend(links::tokens::key_ids(&pool).await?);
        let keys = keys.load(&sealed_with)?;
        let store = Self { pool, keys };
        secrets::reseal(&store.pool, &store.keys).await?;
        links::tokens::reseal(&store.pool, &store.keys).await?;
        Ok(store)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// The database's own.
    pub async fn ping(&self) -> Result<(), Error> {
        database::ping(&self.pool).await
    }

    /// The settings as they are, read in one statement.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`].
    pub async fn settings(&self) -> Result<Settings, Error> {
        settings::read(&self.pool).await
    }

    /// Writes the outcome of a save, all of it or nothing.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the settings are no longer at the version the outcome was made from.
    pub async fn save(&self, outcome: &Outcome) -> Result<(), Error> {
        save::write(&self.pool, &self.keys, outcome).await
    }

    /// Opens a kept secret for the host and identity it is about to be used with.
    ///
    /// # Errors
    /// [`Error::NoSecret`], and [`Error::Sealed`] if it was entered for another pair or was altered.
    pub async fn open_secret(&self, crm: Crm, bound_to: &Fields) -> Result<Secret, Error> {
        secrets::open(&self.pool, &self.keys, crm, bound_to).await
    }

    /// Notes what the CRM said of the connection stored at `read_at`, the settings' version. Gives what
    /// stands there now, if it was noted: not if the connection was saved anew since, or a later answer is there.
    ///
    /// # Errors
    /// The database's own.
    pub async fn set_health(
        &self,
        crm: Crm,
        health: &Health,
        read_at: i64,
    ) -> Result<Option<Health>, Error> {
        health::note(&self.pool, crm, health, read_at).await
    }

    /// Closes the connections; what was saved is on disk already.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
