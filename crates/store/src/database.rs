//! Opening the database. What differs between SQLite and PostgreSQL stays here.

mod address;
mod gate;
mod transaction;
mod unavailable;

use std::{io::ErrorKind, time::Duration};

use sqlx::{
    AnyConnection, AnyPool, Connection as _, Executor as _, Row as _,
    any::{AnyPoolOptions, install_default_drivers},
    migrate::Migrator,
};

use crate::{error::Error, private::create_file};
use address::Address;

pub(crate) use gate::{Gate, Writing};
pub(crate) use transaction::Transaction;
pub use unavailable::Unavailability;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// From this migration on tokens are bound to instance, user and generation.
const GRANTS: i64 = 4;

/// How long a request waits for a connection of the pool.
const ACQUIRE: Duration = Duration::from_secs(5);

/// What every SQLite connection is told: a saved record survives a power cut, and a second writer
/// waits its turn.
const SQLITE_SESSION: &str =
    "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";

/// Connects, sets the connections up and runs the migrations. Whether [`GRANTS`] was among those that
/// were missing.
pub(crate) async fn open(address: &str) -> Result<(AnyPool, bool), Error> {
    install_default_drivers();
    let address: Address = address.parse()?;
    if let Address::Sqlite(path) = &address {
        prepare_sqlite(path, &address.url()).await?;
    }
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(ACQUIRE)
        .after_connect(|connection, _| {
            Box::pin(async move {
                if connection.backend_name() == "SQLite" {
                    connection.execute(SQLITE_SESSION).await?;
                }
                Ok(())
            })
        })
        .connect(&address.url())
        .await?;
    let was_before_grants = newest_migration(&pool).await < Some(GRANTS);
    MIGRATIONS.run(&pool).await?;
    Ok((pool, was_before_grants))
}

/// Takes the database for this program, where only one may work with it.
pub(crate) fn take(address: &str) -> Result<Option<std::fs::File>, Error> {
    address.parse::<Address>()?.take()
}

/// The newest migration that was run; none in a new database, where the table itself is missing.
async fn newest_migration(pool: &AnyPool) -> Option<i64> {
    let row = sqlx::query("SELECT MAX(version) AS newest FROM _sqlx_migrations")
        .fetch_one(pool)
        .await
        .ok()?;
    row.try_get("newest").ok()
}

/// Makes folder and file, and turns on the write-ahead log: once, because the mode belongs to the
/// file and changing it needs the database to itself.
async fn prepare_sqlite(path: &std::path::Path, url: &str) -> Result<(), Error> {
    match create_file(path) {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
            let path = path.display().to_string();
            return Err(Error::File { path, cause });
        }
        _ => {}
    }
    let mut connection = AnyConnection::connect(url).await?;
    check_version(&mut connection).await?;
    connection
        .execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;")
        .await?;
    connection.close().await?;
    Ok(())
}

/// Before 3.51.3 a write-ahead log that begins anew could corrupt the database
/// (<https://sqlite.org/releaselog/3_51_3.html>).
async fn check_version(connection: &mut AnyConnection) -> Result<(), Error> {
    let row = sqlx::query("SELECT sqlite_version() AS version")
        .fetch_one(&mut *connection)
        .await?;
    let version: String = row.try_get("version")?;
    let parts: Vec<u32> = version
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    if parts.as_slice() < [3, 51, 3].as_slice() {
        return Err(Error::OldSqlite(version));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
