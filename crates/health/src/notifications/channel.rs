//! A way to tell the administrators.

use async_trait::async_trait;
use store::Turn;

use super::{notification::Notification, undelivered::Undelivered};

/// The channels there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChannelKind {
    /// E-mail.
    Mail,
    /// A JSON message to an address.
    Webhook,
}

impl ChannelKind {
    /// Its name in the database, the metrics and the log.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }
}

/// One that is set up.
#[async_trait]
pub(super) trait Channel: Send + Sync {
    /// Which it is.
    fn kind(&self) -> ChannelKind;

    /// Tells of one turn; `portal` is the address people open. Ends soon:
    /// three tries in a row fit into the two minutes for which a turn is claimed.
    async fn deliver(
        &self,
        notification: &Notification,
        turn: Turn,
        portal: &str,
    ) -> Result<(), Undelivered>;
}
