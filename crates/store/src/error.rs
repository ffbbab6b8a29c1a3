//! Everything that can go wrong with what is kept, by cause.

use domain::Crm;

use crate::{database::Unavailability, keys::KeyError, seal::SealError};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another save came first.
    #[error("the settings were saved by someone else meanwhile")]
    Conflict,
    /// A live token has this name.
    #[error("there is a token named {0} already: choose another name, or revoke that one")]
    NameTaken(String),
    /// Another server works with this file.
    #[error(
        "another server works with this database file: stop that one, or use PostgreSQL, which serves several"
    )]
    InUse,
    /// SQLite is older than the one that this program may trust.
    #[error("SQLite {0} is built in, and 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// No secret is kept for this CRM.
    #[error("no {} secret is kept", .0.name())]
    NoSecret(Crm),
    /// A sealed secret does not open.
    #[error("the kept {} secret does not open: {cause}", .crm.name())]
    Sealed {
        /// Whose secret.
        crm: Crm,
        /// Why not.
        #[source]
        cause: SealError,
    },
    /// The keys cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The address of the database is none this program knows.
    #[error(
        "the database has to be a file, such as sqlite://data/portal.db, or a server, as postgres://..."
    )]
    UnknownDatabase,
    /// The database's file cannot be made.
    #[error("the database file {path} cannot be made: {cause}")]
    File {
        /// Where.
        path: String,
        /// Why not.
        #[source]
        cause: std::io::Error,
    },
    /// The database cannot serve at present.
    #[error("the database: {cause}")]
    Unavailable {
        /// Why not.
        cause: Unavailability,
        /// What the driver said, where it was asked.
        #[source]
        source: Option<sqlx::Error>,
    },
    /// The database refuses what it was asked.
    #[error("the database: {0}")]
    Database(#[source] sqlx::Error),
    /// The database cannot be brought up to date.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Something is written there that this program does not write.
    #[error("the database holds something unreadable in {0}")]
    Corrupt(&'static str),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match Unavailability::of(&error) {
            Some(cause) => Self::Unavailable {
                cause,
                source: Some(error),
            },
            None => Self::Database(error),
        }
    }
}

impl From<Unavailability> for Error {
    fn from(cause: Unavailability) -> Self {
        Self::Unavailable {
            cause,
            source: None,
        }
    }
}
