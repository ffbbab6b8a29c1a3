//! Opening the database. What differs between SQLite and PostgreSQL stays in this file.

use std::io::ErrorKind;

use sqlx::{
    AnyConnection, AnyPool, Connection as _, Executor as _,
    any::{AnyPoolOptions, install_default_drivers},
    migrate::Migrator,
    sqlite::SqliteConnectOptions,
};

use crate::{error::Error, private::create_file};

/// A transaction of either database.
pub(crate) type Transaction<'c> = sqlx::Transaction<'c, sqlx::Any>;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// What every SQLite connection is told: a saved record survives a power cut, and a second writer
/// waits its turn.
const SQLITE_SESSION: &str =
    "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";

/// Connects, sets the connections up and runs the migrations.
pub(crate) async fn open(url: &str) -> Result<AnyPool, Error> {
    install_default_drivers();
    // In memory every connection of the pool would have a database of its own.
    let in_memory = url.contains(":memory:") || url.contains("mode=memory");
    if url.starts_with("sqlite:") && !in_memory {
        prepare_sqlite(url).await?;
    } else if !url.starts_with("postgres:") && !url.starts_with("postgresql:") {
        return Err(Error::UnknownDatabase);
    }
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        .after_connect(|connection, _| {
            Box::pin(async move {
                if connection.backend_name() == "SQLite" {
                    connection.execute(SQLITE_SESSION).await?;
                }
                Ok(())
            })
        })
        .connect(url)
        .await?;
    MIGRATIONS.run(&pool).await?;
    Ok(pool)
}

/// Whether the database answers.
pub(crate) async fn ping(pool: &AnyPool) -> Result<(), Error> {
    sqlx::query("SELECT version FROM settings")
        .fetch_one(pool)
        .await?;
    Ok(())
}

/// Makes folder and file, and turns on the write-ahead log: once, because the mode belongs to the
/// file and changing it needs the database to itself.
async fn prepare_sqlite(url: &str) -> Result<(), Error> {
    let options: SqliteConnectOptions = url.parse()?;
    match create_file(options.get_filename()) {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
            let path = options.get_filename().display().to_string();
            return Err(Error::File { path, cause });
        }
        _ => {}
    }
    let mut connection = AnyConnection::connect(url).await?;
    connection
        .execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;")
        .await?;
    connection.close().await?;
    Ok(())
}
