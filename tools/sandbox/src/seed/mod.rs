//! What the sandbox knows when it starts: organisations, people, credentials.
//! It is data, so that `GET /control/seed` can show it and `--seed-file` can replace it.

pub(crate) mod dynamics;
pub(crate) mod entra;
pub(crate) mod guide;
pub(crate) mod kustomer;
mod names;
pub(crate) mod salesforce;
pub(crate) mod zendesk;

use serde::{Deserialize, Serialize};

/// Everything the imitated CRMs start with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    pub(crate) zendesk: Vec<zendesk::Account>,
    pub(crate) entra: Vec<entra::Tenant>,
    pub(crate) dynamics: Vec<dynamics::Org>,
    pub(crate) kustomer: Vec<kustomer::Org>,
    #[serde(default)]
    pub(crate) salesforce: Vec<salesforce::Org>,
    /// What to type, and what happens: the table on the sandbox's own page.
    #[serde(default)]
    pub(crate) guide: Vec<guide::Row>,
}

impl Seed {
    /// The seed that the README describes.
    pub fn built_in() -> Self {
        Self {
            zendesk: zendesk::built_in(),
            entra: entra::built_in(),
            dynamics: dynamics::built_in(),
            kustomer: kustomer::built_in(),
            salesforce: salesforce::built_in(),
            guide: guide::built_in(),
        }
    }

    /// Reads the shape that `GET /control/seed` shows.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The Zendesk account of a host, if there ever was one.
    pub(crate) fn zendesk_account(&self, host: &str) -> Option<&zendesk::Account> {
        let label = host.strip_suffix(".zendesk.com")?;
        self.zendesk.iter().find(|a| a.subdomain == label)
    }

    /// The Kustomer organisation with this label.
    pub(crate) fn kustomer_org(&self, label: &str) -> Option<&kustomer::Org> {
        self.kustomer.iter().find(|o| o.label == label)
    }

    /// The Salesforce organisation behind a My Domain.
    pub(crate) fn salesforce_org(&self, host: &str) -> Option<&salesforce::Org> {
        self.salesforce.iter().find(|o| o.host == host)
    }

    /// The Dataverse organisation of a host, written without `.api`.
    pub(crate) fn dynamics_org(&self, host: &str) -> Option<&dynamics::Org> {
        self.dynamics.iter().find(|o| o.host == host)
    }

    /// The tenant a cloud's sign-in host knows by id or by domain.
    pub(crate) fn tenant(&self, cloud: &str, name: &str) -> Option<&entra::Tenant> {
        self.entra
            .iter()
            .filter(|t| t.cloud == cloud)
            .find(|t| t.id.eq_ignore_ascii_case(name) || t.owns_domain(name))
    }
}
