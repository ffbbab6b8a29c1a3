//! What is saved, as the page reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    crm::Crm,
    fields::Fields,
    link::Link,
    millis::Millis,
    secret::SecretState,
    verdict::{Cause, Health},
};

/// One CRM's saved panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Panel {
    /// The plain values.
    pub fields: Fields,
    /// The kept secret, if there is one.
    pub secret: Option<SecretState>,
    /// Whether the default user is on (box 1).
    pub default_user: bool,
    /// Whether the default user writes everything (box 2; only where administrators are linked).
    #[serde(default, skip_serializing_if = "is_off")]
    pub always: bool,
    /// The linked administrators in the order of their use; not part of the version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What is known of the connection; not part of the version.
    pub health: Option<Health>,
}

impl Panel {
    /// What stands behind the last word on the connection.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        self.health.as_ref()?.check.cause
    }
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
    /// Since when no notification arrives by mail, if that is so; not part of the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub mail_failing_since: Option<Millis>,
    /// Since when none arrives at the webhook, if that is so; not part of the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub webhook_failing_since: Option<Millis>,
}

impl Settings {
    /// The panel, an untouched one where nothing was saved.
    #[must_use]
    pub fn panel(&self, crm: Crm) -> Panel {
        self.panels.get(&crm).cloned().unwrap_or_default()
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
pub(crate) fn is_off(value: &bool) -> bool {
    !value
}
