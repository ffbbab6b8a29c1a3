//! What was pasted into one input and belongs into two.

use crate::secret::Secret;

/// What a pasted text certainly means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// What belongs into the e-mail field.
    pub email: Option<String>,
    /// What belongs into the secret's input.
    pub secret: Option<Secret>,
    /// What it was: the page says a word about it.
    pub how: How,
}

/// What was taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// `mail/token`: the user name of Zendesk's API without its token.
    TokenSuffix,
    /// `mail/token:secret`: user name and token.
    TokenPair,
}
