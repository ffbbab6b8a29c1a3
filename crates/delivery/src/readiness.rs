//! Which connections can carry records.

use crm::Connectors;
use domain::{Connection, Crm, Readiness, Reason, Settings, status};

/// Whether this CRM's connection can carry records, and if not, why.
pub(crate) fn readiness(settings: &Settings, crm: Crm) -> Readiness {
    status(crm, &settings.panel(crm)).into()
}

/// The CRMs that records cannot go to at present, and what they wait for.
#[must_use]
pub fn waiting_for(settings: &Settings, connectors: &Connectors) -> Vec<(Crm, Reason)> {
    let reason = |crm| match readiness(settings, crm) {
        Readiness::NotSetUp => Some(Reason::NotSetUp),
        Readiness::Paused => Some(Reason::Paused),
        Readiness::Ready => {
            let connection = Connection::parse(crm, &settings.panel(crm).fields).ok()?;
            let is_supported = connectors.to(&connection).records().is_some();
            (!is_supported).then_some(Reason::NotSupported)
        }
    };
    Crm::ALL
        .into_iter()
        .filter_map(|crm| Some((crm, reason(crm)?)))
        .collect()
}
