//! What a person types on a panel: plain fields, and the one secret.

use serde::{Deserialize, Serialize};

/// A plain field of a panel. Secrets are not fields: see [`crate::SecretState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The account's own label in the CRM's host name (Zendesk, Kustomer).
    Subdomain,
    /// Which kind of credential is used (Zendesk): see [`crate::CredentialKind`].
    CredentialKind,
    /// E-mail address of the administrator the API token speaks for (Zendesk).
    Email,
    /// Identifier of the OAuth client (Zendesk).
    ClientId,
    /// Microsoft Entra tenant: its GUID or a verified domain (Dynamics).
    Tenant,
    /// Host name of the organisation's environment (Dynamics).
    Organisation,
    /// Active Directory application id, a GUID (Dynamics).
    AppId,
    /// Organisation id, 15 characters (Salesforce).
    OrgId,
    /// What people call the organisation (Salesforce).
    OrgName,
    /// Consumer key of the connected app (Salesforce).
    ConsumerKey,
    /// Service or Sales Cloud (Salesforce): see [`crate::Cloud`].
    Cloud,
    /// Host of the organisation's My Domain, where administrators sign in (Salesforce).
    LoginUrl,
    /// The day on which the secret expires, where it does (Kustomer, Dynamics); optional.
    ExpiresOn,
    /// Custom field of the CRM that takes the session id; optional.
    SessionField,
    /// What external ids start with when several instances share one Kustomer organisation; optional.
    ExternalIdPrefix,
}

/// What a field is to the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Decides where the secret is sent.
    Host,
    /// Decides whom the secret speaks for.
    Identity,
    /// Belongs to the panel, not to the credential tuple.
    Other,
}

/// Anything a person types on a panel: a field, or the CRM's one secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// A plain field.
    Field(Field),
    /// The secret of the connection.
    Secret,
}
