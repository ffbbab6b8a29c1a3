//! What the token endpoint was given in exchange.

use super::refusal::{OAuth, oauth};

/// What a code or a refresh token was good for.
pub(super) struct Given {
    /// The number of the consent.
    pub(super) grant: u64,
    /// Only if it is new.
    pub(super) refresh_token: Option<String>,
}

/// A refresh token nobody has (any more); the cause stays hidden.
pub(super) const REFUSED: OAuth = oauth("invalid_grant", "expired access/refresh token");
