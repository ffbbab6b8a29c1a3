//! What is kept of an administrator who has just signed in, and what that replaces.

use domain::{Fields, Secret};

/// An administrator who has just signed in.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// The user's id in the CRM: linking the same user again renews the link.
    pub user_id: String,
    /// Display name.
    pub name: String,
    /// The name they sign in with.
    pub username: String,
    /// Their profile.
    pub role: String,
    /// Sign-in host, app and organisation it was made for.
    pub bound_to: Fields,
    /// Where the organisation's data lives, an https address.
    pub instance: String,
    /// The refresh token.
    pub refresh: Secret,
    /// The access token.
    pub access: Secret,
    /// Under which the grant was noted when it came, see [`Store::note_grant`](crate::Store::note_grant).
    pub grant_id: String,
}

/// The grant that a renewed link had before, for revoking it.
#[derive(Clone, Debug)]
pub struct Former {
    /// What it was made for.
    pub bound_to: Fields,
    /// Its refresh token.
    pub refresh: Secret,
}
