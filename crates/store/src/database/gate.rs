//! The writers' gate. SQLite takes one writer at a time: in this process they queue here, each within
//! its time, instead of holding a connection of the pool while they wait.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use sqlx::{Any, AnyConnection, AnyPool, Connection as _, Executor as _};
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::{Instant, timeout},
};

use super::{transaction::Transaction, unavailable::Unavailability};
use crate::error::Error;

/// How long a write waits for its turn.
const TURN: Duration = Duration::from_secs(5);

/// How long the try of a write may take.
const TRY: Duration = Duration::from_secs(1);

/// How long the word of a try is good for.
const REMEMBERED: Duration = Duration::from_secs(5);

/// More than a page, so that it is learnt whether there is room.
const PROBE: usize = 16 * 1024;

#[derive(Debug)]
pub(crate) struct Gate {
    /// None where the database lets several write.
    turn: Option<Arc<Mutex<()>>>,
    /// The last try and when it was made; held by whoever makes the next one.
    tried: Mutex<Option<(Instant, Option<Unavailability>)>>,
}

/// A transaction that writes, and the turn it has.
pub(crate) struct Writing {
    transaction: Transaction<'static>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Gate {
    pub(crate) async fn of(pool: &AnyPool) -> Result<Self, Error> {
        let is_sqlite = pool.acquire().await?.backend_name() == "SQLite";
        Ok(Self {
            turn: is_sqlite.then(Arc::default),
            tried: Mutex::default(),
        })
    }

    /// A transaction that holds the right to write from its start.
    pub(crate) async fn write(&self, pool: &AnyPool) -> Result<Writing, Error> {
        let turn = self.turn(TURN).await?;
        let transaction = if turn.is_some() {
            pool.begin_with("BEGIN IMMEDIATE").await?
        } else {
            pool.begin().await?
        };
        Ok(Writing {
            transaction,
            _turn: turn,
        })
    }

    async fn turn(&self, limit: Duration) -> Result<Option<OwnedMutexGuard<()>>, Error> {
        let Some(turn) = &self.turn else {
            return Ok(None);
        };
        match timeout(limit, turn.clone().lock_owned()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(Unavailability::Busy.into()),
        }
    }

    /// The word of the last try, or of a new one; whoever asks meanwhile waits for the same.
    pub(crate) async fn ready(&self, pool: &AnyPool) -> Result<(), Error> {
        let mut tried = self.tried.lock().await;
        let known = tried.filter(|(at, _)| at.elapsed() < REMEMBERED);
        let word = match known {
            Some((_, word)) => word,
            None => {
                let word = self.try_write(pool).await;
                *tried = Some((Instant::now(), word));
                word
            }
        };
        word.map_or(Ok(()), |cause| Err(cause.into()))
    }

    pub(super) async fn try_write(&self, pool: &AnyPool) -> Option<Unavailability> {
        let tried = timeout(TRY, async {
            let _turn = self.turn(TRY).await?;
            let mut connection = pool.acquire().await?;
            let written = write_and_empty(&mut connection).await;
            if written.is_err() {
                // Nothing half-done goes back to the pool.
                connection.close_on_drop();
            }
            written
        });
        match tried.await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => {
                tracing::error!(%error, "the database takes no write");
                match error {
                    Error::Unavailable { cause, .. } => Some(cause),
                    _ => Some(Unavailability::Unreachable),
                }
            }
            Err(_) => Some(Unavailability::Busy),
        }
    }
}

async fn write_and_empty(connection: &mut AnyConnection) -> Result<(), Error> {
    let is_sqlite = connection.backend_name() == "SQLite";
    if is_sqlite {
        // Another program's lock is waited for no longer than the try may take.
        connection.execute("PRAGMA busy_timeout = 800").await?;
    }
    let written = async {
        let mut transaction = connection.begin().await?;
        sqlx::query::<Any>("INSERT INTO readiness (probe) VALUES ($1)")
            .bind("x".repeat(PROBE))
            .execute(&mut *transaction)
            .await?;
        sqlx::query::<Any>("UPDATE settings SET version = version WHERE page = 'crm'")
            .execute(&mut *transaction)
            .await?;
        sqlx::query::<Any>("DELETE FROM readiness")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await
    };
    written.await?;
    if is_sqlite {
        connection.execute("PRAGMA busy_timeout = 5000").await?;
    }
    Ok(())
}

impl Writing {
    /// Makes all of it stand.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }
}

impl Deref for Writing {
    type Target = Transaction<'static>;

    fn deref(&self) -> &Transaction<'static> {
        &self.transaction
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Transaction<'static> {
        &mut self.transaction
    }
}
