//! What a CRM said of a connection when it was asked.

use serde::{Deserialize, Serialize};

use crate::{code::Code, millis::Millis};

/// The result of one verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The credentials work and have the rights.
    Valid,
    /// The CRM refuses them.
    Rejected,
    /// They work, but not as an administrator.
    NotAdmin,
    /// They belong to another account than the typed one.
    WrongAccount,
    /// The CRM knows no such account.
    NotFound,
    /// No answer: network, time-out or a 5xx.
    Unreachable,
    /// The CRM asks to come back later.
    RateLimited,
    /// An answer that proves nothing either way.
    Unverified,
}

impl Verdict {
    /// Whether a repeat would say the same: only these may change what is stored.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Valid) || self.is_refusal()
    }

    /// A final verdict other than valid.
    #[must_use]
    pub fn is_refusal(self) -> bool {
        self.refusal_code().is_some()
    }

    /// Its name on the wire and in metrics.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Rejected => "rejected",
            Self::NotAdmin => "not_admin",
            Self::WrongAccount => "wrong_account",
            Self::NotFound => "not_found",
            Self::Unreachable => "unreachable",
            Self::RateLimited => "rate_limited",
            Self::Unverified => "unverified",
        }
    }

    pub(crate) fn refusal_code(self) -> Option<Code> {
        Some(match self {
            Self::Rejected => Code::Rejected,
            Self::NotAdmin => Code::NotAdmin,
            Self::WrongAccount => Code::WrongAccount,
            Self::NotFound => Code::NotFound,
            Self::Valid | Self::Unreachable | Self::RateLimited | Self::Unverified => return None,
        })
    }
}

/// What stands behind a verdict, as far as the CRM lets it be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The user is suspended or inactive.
    UserSuspended,
    /// The secret has expired.
    SecretExpired,
    /// The secret is wrong; for Dynamics often its id instead of its value.
    SecretWrong,
    /// The tenant has no such application.
    AppUnknown,
    /// The application is there, but disabled.
    AppDisabled,
    /// The environment has no application user for the application.
    AppUserMissing,
    /// The application user is disabled.
    AppUserDisabled,
    /// The account's plan does not have this API.
    PlanForbids,
    /// The role does not reach far enough.
    RoleTooSmall,
    /// The account does not exist under this name; it may have been renamed.
    AccountUnknown,
    /// The account is inactive or locked as a whole.
    AccountInactive,
    /// The tenant does not exist.
    TenantUnknown,
    /// The grant was withdrawn, ran out or was used up: the administrator has to link again.
    GrantGone,
    /// The scope of the OAuth client does not reach far enough.
    ScopeTooSmall,
    /// The settings the link was made for have changed.
    SettingsChanged,
    /// The data is said to live on a host that is not Salesforce's: nothing is sent there.
    ForeignInstance,
    /// The account's rules for signing in (addresses, hours, conditions) stand in the way for now.
    SignInRestricted,
    /// An address filter may stand in the way.
    AddressFilter,
    /// The answer came too late.
    TimedOut,
    /// The answer was a redirect, and credentials follow none.
    Redirected,
    /// The answer could not be read as what it should be.
    Unreadable,
    /// The stored secret does not open with any key of this server: it has to be entered again.
    SecretUnreadable,
}

/// What the administrator should know although the verdict is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// No administrator role is named, but the rights that are needed are there (Kustomer).
    AdminByProbe,
    /// Not System Administrator, but able to read what is needed (Dynamics).
    LimitedRole,
    /// The user cannot be a record's owner, as Zendesk's light agents cannot.
    CannotOwnRecords,
    /// The CRM knows the user under another e-mail address than the typed one.
    EmailDiffers,
}

/// Whom the credentials act as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActsAs {
    /// Display name in the CRM.
    pub name: String,
    /// E-mail address, where the user has one.
    pub email: Option<String>,
    /// Role as the CRM calls it.
    pub role: String,
}

/// For "See details": status and code of the answer, never its body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Detail {
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The CRM's own error code, reduced to letters, digits, `.`, `_` and `-`.
    pub code: Option<String>,
}

/// One verification's result in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Check {
    /// The verdict.
    pub verdict: Verdict,
    /// What stands behind it.
    pub cause: Option<Cause>,
    /// Whom the credentials act as, if the CRM said.
    pub acts_as: Option<ActsAs>,
    /// What to know all the same.
    pub warnings: Vec<Warning>,
    /// Status and code.
    pub detail: Detail,
    /// In how many seconds the CRM asks to be called again (rate-limited answers).
    pub retry_after_s: Option<u32>,
}

impl Check {
    /// A check that found only this verdict.
    #[must_use]
    pub fn of(verdict: Verdict) -> Self {
        Self {
            verdict,
            cause: None,
            acts_as: None,
            warnings: Vec::new(),
            detail: Detail::default(),
            retry_after_s: None,
        }
    }
}

/// The last verification of the stored connection that said something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// What the CRM said.
    pub check: Check,
    /// When it said so; of a refusal that is repeated, when it first did.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub checked_at: Millis,
}
