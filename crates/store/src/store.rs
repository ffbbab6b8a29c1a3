//! The database, the keys to its secrets, and the one way to write.

use std::sync::Arc;

use sqlx::AnyPool;

use crate::{
    database::{Gate, Writing},
    error::Error,
    installation::Installation,
    keys::Keys,
};

/// The database and the keys to its secrets; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) keys: Keys,
    pub(crate) installation: Installation,
    gate: Arc<Gate>,
}

impl Store {
    pub(crate) fn new(pool: AnyPool, keys: Keys, installation: Installation, gate: Gate) -> Self {
        Self {
            pool,
            keys,
            installation,
            gate: Arc::new(gate),
        }
    }

    /// This installation's id: the same for ever, and what keys of records are made from.
    #[must_use]
    pub fn installation_id(&self) -> &str {
        self.installation.id()
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
