//! Why a link is not made or not taken away.

use domain::wire::Problem;

/// The causes; each is the caller's to put into words.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// These have to be filled in and saved before.
    #[error("the connection is incomplete")]
    Incomplete(Vec<Problem>),
    /// There is none, or it was forgotten.
    #[error("there is no such link")]
    NoSuchLink,
    /// The task that was at it ended without a word.
    #[error("the work broke off")]
    BrokeOff,
    /// The database, or a seal in it.
    #[error(transparent)]
    Store(#[from] store::Error),
}
