//! What the token endpoint gives, and how it says no.

use domain::{
    Check, LinkRefusal, Secret, Verdict,
    parse::{InstanceHost, OrgId},
};

/// Tokens, and where they are good. Printing one shows no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// For every call; lives as long as the organisation's session policy says, which nobody tells.
    pub access: Secret,
    /// For the next access token. After an exchange: none if the app's scopes lack it. After a
    /// refresh: only where they rotate, and then the old one is dead.
    pub refresh: Option<Secret>,
    /// Where the data lives. None if that is missing, or not Salesforce's: then nothing is sent there.
    pub instance: Option<InstanceHost>,
    /// The organisation, of the identity URL.
    pub org: Option<OrgId>,
    /// The user, of the identity URL: 18 characters.
    pub user: Option<String>,
}

impl Grant {
    /// The token by which all of it is revoked.
    #[must_use]
    pub fn token(&self) -> &Secret {
        self.refresh.as_ref().unwrap_or(&self.access)
    }
}

/// Why there is no grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The answer, classified like that of a verification.
    pub check: Check,
    /// The same as the end of a link.
    pub code: LinkRefusal,
    /// Whether the refresh token is of no use any more (`invalid_grant`).
    pub is_grant_dead: bool,
}

impl From<Check> for Refused {
    /// An answer that is about no grant and no app.
    fn from(check: Check) -> Self {
        let code = match check.verdict {
            Verdict::Unreachable | Verdict::RateLimited | Verdict::NotFound => {
                LinkRefusal::Unreachable
            }
            _ => LinkRefusal::Unverified,
        };
        Self {
            check,
            code,
            is_grant_dead: false,
        }
    }
}
