//! The two ways into Zendesk.

use crate::{field::Field, fields::Fields};

/// How Zendesk is entered. New API tokens ended on 27 October 2026, all of them end on 30 April 2027.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CredentialKind {
    /// An API token that speaks for an administrator's e-mail address.
    #[default]
    ApiToken,
    /// A confidential OAuth client with its secret.
    OAuthClient,
}

impl CredentialKind {
    /// Both kinds, in the order of the page.
    pub const ALL: [Self; 2] = [Self::ApiToken, Self::OAuthClient];

    /// The word in the settings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ApiToken => "api_token",
            Self::OAuthClient => "oauth_client",
        }
    }

    /// The kind a panel uses; blank, as in every panel before there was a choice, is the token.
    #[must_use]
    pub fn of(fields: &Fields) -> Self {
        if fields.get(Field::CredentialKind).trim() == Self::OAuthClient.key() {
            Self::OAuthClient
        } else {
            Self::ApiToken
        }
    }
}
