//! Fields with a few fixed values: their words in the settings, and what they mean.

use crate::{code::Code, crm::Field, fields::Fields};

/// How Zendesk is entered. New API tokens ended on 27 October 2026, all of them end on 30 April 2027.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CredentialKind {
    /// An API token that speaks for an administrator's e-mail address.
    #[default]
    ApiToken,
    /// A confidential OAuth client with its secret.
    OAuthClient,
}

/// Which of Salesforce's products the records are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cloud {
    /// Service Cloud.
    Service,
    /// Sales Cloud.
    Sales,
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

impl Cloud {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Service, Self::Sales];

    /// The word in the settings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Sales => "sales",
        }
    }
}

/// Checks that a word is one of a choice's.
///
/// # Errors
/// [`Code::ChoiceInvalid`].
pub(crate) fn one_of(mut keys: impl Iterator<Item = &'static str>, text: &str) -> Result<(), Code> {
    keys.any(|key| key == text)
        .then_some(())
        .ok_or(Code::ChoiceInvalid)
}
