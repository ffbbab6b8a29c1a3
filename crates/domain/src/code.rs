//! Codes of everything that can be wrong with one input.

use serde::{Deserialize, Serialize};

/// Why one input was not accepted. The page translates it; the API sends it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Blank, where something is needed.
    Missing,
    /// Not a host label: letters, digits and hyphens only.
    HostInvalid,
    /// A host that does not belong to this CRM.
    ForeignHost,
    /// A host of this CRM's that is nobody's account, such as `www.zendesk.com` or `api.kustomerapp.com`.
    NamesNoAccount,
    /// A Dynamics host without its region, such as `acme` alone.
    HostNeedsRegion,
    /// Not an e-mail address.
    EmailInvalid,
    /// Neither a GUID nor a domain.
    TenantInvalid,
    /// Not a GUID.
    AppIdInvalid,
    /// Not the name or number of a custom field of this CRM.
    SessionFieldInvalid,
    /// Characters that an external id cannot carry.
    PrefixInvalid,
    /// Longer than the field takes.
    TooLong,
    /// A secret with blanks, line breaks or characters outside ASCII in it, or an API user name without one.
    SecretInvalid,
    /// The secret's id was pasted where its value belongs (Dynamics).
    SecretIsId,
    /// A secret in a field that is shown, or the consumer key where its secret belongs (Salesforce).
    MisplacedSecret,
    /// The stored secret was entered for another host or identity: it must be typed again.
    SecretRequired,
    /// The CRM refused the credentials.
    Rejected,
    /// The credentials work but are not an administrator's.
    NotAdmin,
    /// The credentials belong to another account.
    WrongAccount,
    /// The CRM knows no such account.
    NotFound,
    /// Not one of the values to choose from.
    ChoiceInvalid,
    /// Not the id of a Salesforce organisation.
    OrgIdInvalid,
    /// An id of 18 characters whose last three do not fit the rest: a slip of the keyboard.
    OrgIdSuffixWrong,
    /// Not the consumer key of a connected app.
    ConsumerKeyInvalid,
    /// Not an OAuth client's identifier.
    ClientIdInvalid,
    /// Not a My Domain of Salesforce.
    LoginUrlInvalid,
    /// A Lightning address: the My Domain twin is meant.
    LightningUrl,
    /// The address of Salesforce's Setup: the My Domain is meant.
    SetupUrl,
    /// The address of an Experience Cloud or other site: the organisation's My Domain is needed.
    SiteUrl,
    /// The address of Visualforce pages: the organisation's My Domain is needed.
    VisualforceUrl,
    /// The address that Salesforce's files and components come from: the My Domain is needed.
    ContentUrl,
    /// Salesforce's common sign-in page: the organisation's own My Domain is needed.
    CommonLoginUrl,
    /// Not a day, such as 2027-04-30.
    DateInvalid,
    /// The panel of this CRM has no such field.
    UnknownField,
}
