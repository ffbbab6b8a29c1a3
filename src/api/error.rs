//! Why a call brought nothing: every failure is a case of one enum.

use domain::{Settings, wire::Problem};

/// Why a call brought no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server cannot be reached.
    Offline,
    /// Somebody else saved meanwhile; these are the settings now.
    Conflict(Box<Settings>),
    /// Inputs that were not accepted; nothing was saved.
    Invalid(Vec<Problem>),
    /// Too many tries; the seconds to wait.
    TooManyTries(u32),
    /// Anything else: HTTP status and the server's code.
    Server {
        /// HTTP status.
        status: u16,
        /// The server's code, if it named one.
        code: String,
    },
}
