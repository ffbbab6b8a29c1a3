//! Which CRMs there are. What is one CRM's own stands in its room, a file of its name beside this one:
//! a further CRM is a further room, a name here and a door in [`rooms`].

pub(crate) mod dynamics;
pub(crate) mod kustomer;
pub(crate) mod room;
mod rooms;
pub(crate) mod salesforce;
pub(crate) mod zendesk;

use serde::{Deserialize, Serialize};

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
}
