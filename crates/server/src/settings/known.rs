//! What is known of the stored connections, without the settings themselves.

use domain::wire::Known;

use super::context::Service;

impl Service {
    /// Verdicts and links.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn known(&self) -> Result<Known, store::Error> {
        let settings = self.store.settings().await?;
        let mut known = Known {
            version: settings.version,
            ..Known::default()
        };
        for (crm, panel) in settings.panels {
            known
                .health
                .extend(panel.health.map(|health| (crm, health)));
            if crm.has_links() {
                known.links.insert(crm, panel.links);
            }
        }
        Ok(known)
    }
}
