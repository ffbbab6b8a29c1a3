//! What is known of the stored connections and of the notifications, with the settings and without.

use domain::{Settings, wire::Known};
use health::notifications::ChannelKind;

use super::context::Service;

impl Service {
    /// The settings with what is known.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn read(&self) -> Result<Settings, store::Error> {
        Ok(self.with_failing(self.store.settings().await?))
    }

    /// The settings with what only the running program knows of the notifications.
    pub(crate) fn with_failing(&self, settings: Settings) -> Settings {
        Settings {
            mail_failing_since: self.notifications.failing_since(ChannelKind::Mail),
            webhook_failing_since: self.notifications.failing_since(ChannelKind::Webhook),
            ..settings
        }
    }

    /// Verdicts and links.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn known(&self) -> Result<Known, store::Error> {
        let settings = self.store.settings().await?;
        let mut known = Known {
            version: settings.version,
            mail_failing_since: self.notifications.failing_since(ChannelKind::Mail),
            webhook_failing_since: self.notifications.failing_since(ChannelKind::Webhook),
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
