//! The stored Salesforce connection, ready to be used with its links.

use crm::salesforce::{App, Salesforce};
use domain::{Connection, Fields, Panel, Secret, Wanted};

use crate::context::{CRM, Links};

/// What a link needs to be made, renewed and verified.
pub(crate) struct Organisation {
    /// The way to it.
    pub(crate) salesforce: Salesforce,
    /// The consumer secret.
    pub(crate) secret: Secret,
    /// What links hang on.
    pub(crate) bound_to: Fields,
}

impl Links {
    /// The organisation of the stored connection, where that is complete.
    pub(crate) async fn organisation(
        &self,
        panel: &Panel,
    ) -> Result<Option<Organisation>, store::Error> {
        let wanted = Wanted::unchanged(CRM, panel);
        let Ok(connection) = Connection::of(CRM, &wanted, panel.secret.as_ref()) else {
            return Ok(None);
        };
        let Some(salesforce) = self.way_to(&connection) else {
            return Ok(None);
        };
        let secret = self.store.open_secret(CRM, &connection.binding()).await?;
        Ok(Some(Organisation {
            salesforce,
            secret,
            bound_to: connection.link_binding(),
        }))
    }

    /// The way to what this connection names, whatever the settings say by now.
    pub(crate) fn way_to(&self, connection: &Connection) -> Option<Salesforce> {
        App::of(connection).map(|app| self.connectors.salesforce(&app))
    }
}
