//! Why settings are not saved, or a connection not tested.

use domain::{Settings, wire::Problem};
use health::Exhausted;

/// The causes; each is the caller's to put into words.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Another save came first; with the settings as they are now.
    #[error("somebody else saved meanwhile")]
    VersionMismatch(Box<Settings>),
    /// Fields outside the tuples are malformed: nothing was saved.
    #[error("fields are malformed")]
    InvalidFields(Vec<Problem>),
    /// The connection is incomplete or malformed.
    #[error("the connection cannot be tested as it stands")]
    NotTestable(Vec<Problem>),
    /// The connection is proven by its links, and there is none.
    #[error("no administrator is linked")]
    NoAdminLinked,
    /// The CRM was asked too often.
    #[error(transparent)]
    RateLimited(#[from] Exhausted),
    /// The database, or a seal in it.
    #[error(transparent)]
    Store(#[from] store::Error),
}
