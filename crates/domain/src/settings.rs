//! What is saved, as the page reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Millis, crm::Crm, fields::Fields, health::Health, secret::SecretState};

/// One CRM's saved panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Panel {
    /// The plain values.
    pub fields: Fields,
    /// The kept secret, if there is one.
    pub secret: Option<SecretState>,
    /// Whether the default user is on.
    pub default_user: bool,
    /// What is known of the connection; not part of the version.
    pub health: Option<Health>,
}

/// All settings of the CRM page under one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Counts the saves; what `ETag` and `If-Match` carry.
    pub version: i64,
    /// When this version was saved; none before the first save.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub saved_at: Option<Millis>,
    /// The CRM the agents work in, or none yet.
    pub agent_platform: Option<Crm>,
    /// The panels. A CRM that was never touched may be absent.
    pub panels: BTreeMap<Crm, Panel>,
}

impl Settings {
    /// The panel, an untouched one where nothing was saved.
    #[must_use]
    pub fn panel(&self, crm: Crm) -> Panel {
        self.panels.get(&crm).cloned().unwrap_or_default()
    }
}
