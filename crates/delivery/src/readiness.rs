//! Which connections can carry records.

use crm::{Connector, Connectors};
use domain::{Connection, Crm, Panel, Readiness, Reason, Settings, status};

/// The way to a CRM whose connection can carry records.
///
/// # Errors
/// What its records wait for.
pub(crate) fn way(
    crm: Crm,
    panel: &Panel,
    connectors: &Connectors,
) -> Result<(Connection, Box<dyn Connector>), Reason> {
    match status(crm, panel).into() {
        Readiness::NotSetUp => return Err(Reason::NotSetUp),
        Readiness::Paused => return Err(Reason::Paused),
        Readiness::Ready => {}
    }
    let connection = Connection::parse(crm, &panel.fields).map_err(|_| Reason::NotSetUp)?;
    let connector = connectors.to(&connection);
    if connector.records().is_none() {
        return Err(Reason::NotSupported);
    }
    Ok((connection, connector))
}

/// The CRMs that records cannot go to at present, and what they wait for.
#[must_use]
pub fn waiting_for(settings: &Settings, connectors: &Connectors) -> Vec<(Crm, Reason)> {
    let reason = |crm| way(crm, &settings.panel(crm), connectors).err();
    Crm::ALL
        .into_iter()
        .filter_map(|crm| Some((crm, reason(crm)?)))
        .collect()
}
