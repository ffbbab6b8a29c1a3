//! Opening the database. What differs between SQLite and PostgreSQL stays in this file.

use std::path::Path;

use sqlx::{
    AnyConnection, AnyPool, Connection as _, Executor as _,
    any::{AnyPoolOptions, install_default_drivers},
    migrate::Migrator,
};

use crate::error::Error;

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
    let url = if url.starts_with("sqlite:") {
        prepare_sqlite(url).await?
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        url.to_owned()
    } else {
        return Err(Error::UnknownDatabase);
    };
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
        .connect(&url)
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
async fn prepare_sqlite(url: &str) -> Result<String, Error> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    if let Some(folder) = Path::new(path).parent() {
        make_folder(folder).map_err(|cause| Error::Folder {
            folder: folder.display().to_string(),
            cause,
        })?;
    }
    let url = match url.contains("mode=") {
        true => url.to_owned(),
        false if url.contains('?') => format!("{url}&mode=rwc"),
        false => format!("{url}?mode=rwc"),
    };
    let mut connection = AnyConnection::connect(&url).await?;
    connection
        .execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;")
        .await?;
    connection.close().await?;
    Ok(url)
}

/// Makes a folder that only this user can read; one that exists is left as it is.
pub(crate) fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
