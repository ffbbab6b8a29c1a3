//! Which CRMs there are and which fields each one's panel has.
//!
//! Page, store and rules walk these lists instead of naming fields one by one, so a further CRM is
//! a further arm of the matches here and a parser.

use serde::{Deserialize, Serialize};

use crate::{choice::CredentialKind, fields::Fields};

/// A CRM the portal can write records into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Crm {
    /// Kustomer.
    Kustomer,
    /// Microsoft Dynamics 365 (Dataverse).
    Dynamics,
    /// Zendesk Support.
    Zendesk,
    /// Salesforce, Service or Sales Cloud.
    Salesforce,
}

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

impl Crm {
    /// Every CRM, in the order of the chooser.
    pub const ALL: [Self; 4] = [
        Self::Kustomer,
        Self::Dynamics,
        Self::Zendesk,
        Self::Salesforce,
    ];

    /// The name in URLs, JSON and the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Kustomer => "kustomer",
            Self::Dynamics => "dynamics",
            Self::Zendesk => "zendesk",
            Self::Salesforce => "salesforce",
        }
    }

    /// The CRM of that [`Crm::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|crm| crm.key() == key)
    }

    /// The name people know it by; not translated.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kustomer => "Kustomer",
            Self::Dynamics => "MS Dynamics",
            Self::Zendesk => "Zendesk",
            Self::Salesforce => "Salesforce",
        }
    }

    /// The panel's fields in the order of the page, the secret left out.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Kustomer => &[
                Field::Subdomain,
                Field::ExpiresOn,
                Field::ExternalIdPrefix,
                Field::SessionField,
            ],
            Self::Dynamics => &[
                Field::Tenant,
                Field::Organisation,
                Field::AppId,
                Field::ExpiresOn,
                Field::SessionField,
            ],
            Self::Zendesk => &[
                Field::Subdomain,
                Field::CredentialKind,
                Field::Email,
                Field::ClientId,
                Field::SessionField,
            ],
            Self::Salesforce => &[
                Field::OrgId,
                Field::OrgName,
                Field::ConsumerKey,
                Field::Cloud,
                Field::SessionField,
                Field::LoginUrl,
            ],
        }
    }

    /// The fields that make the credential tuple. In Zendesk that depends on the kind of
    /// credential, which is itself told by the names of these fields.
    pub fn tuple_fields(self, fields: &Fields) -> impl Iterator<Item = Field> + use<> {
        let other_kind = match CredentialKind::of(fields) {
            CredentialKind::ApiToken => Field::ClientId,
            CredentialKind::OAuthClient => Field::Email,
        };
        self.fields().iter().copied().filter(move |field| {
            field.part() != Part::Other && *field != Field::CredentialKind && *field != other_kind
        })
    }

    /// Whether administrators are linked to it, instead of one credential being typed.
    #[must_use]
    pub fn has_links(self) -> bool {
        self == Self::Salesforce
    }

    /// The fields outside the credential tuple.
    pub fn other_fields(self) -> impl Iterator<Item = Field> {
        self.fields()
            .iter()
            .copied()
            .filter(|field| field.part() == Part::Other)
    }
}

impl Field {
    /// What the field is to the connection.
    #[must_use]
    pub fn part(self) -> Part {
        match self {
            Self::Subdomain | Self::Tenant | Self::Organisation | Self::LoginUrl => Part::Host,
            Self::Email
            | Self::AppId
            | Self::ConsumerKey
            | Self::CredentialKind
            | Self::ClientId => Part::Identity,
            Self::SessionField
            | Self::ExternalIdPrefix
            | Self::OrgId
            | Self::OrgName
            | Self::Cloud
            | Self::ExpiresOn => Part::Other,
        }
    }
}
