//! Who is told, as the server is told at start.

use std::sync::Arc;

use super::{channel::Channel, mail::Mail, webhook::Webhook};

/// Who is told.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    /// An address that takes a JSON message.
    pub webhook: Option<Webhook>,
    /// A mailbox.
    pub mail: Option<Mail>,
}

impl Channels {
    pub(super) fn all(self) -> Vec<Arc<dyn Channel>> {
        let webhook = self.webhook.map(|one| Arc::new(one) as Arc<dyn Channel>);
        let mail = self.mail.map(|one| Arc::new(one) as Arc<dyn Channel>);
        webhook.into_iter().chain(mail).collect()
    }
}
