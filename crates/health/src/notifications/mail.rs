//! The e-mail: lettre writes it and speaks SMTP, over a connection of our own that is bounded in
//! bytes and time, since lettre would read a line without an end for as long as memory lasts.

mod error;
#[cfg(test)]
pub(super) mod fake;
mod handover;
mod reason;
mod server;
mod session;
mod stream;
#[cfg(test)]
mod tests;

use std::{fmt, time::Duration};

use async_trait::async_trait;
use lettre::{
    Message,
    message::{Mailbox, MessageBuilder, header::ContentType},
};
use rustls::pki_types::CertificateDer;
use store::Turn;

use super::{
    channel::{Channel, ChannelKind},
    notification::Notification,
    undelivered::Undelivered,
};

pub use error::MailError;
use server::MailServer;

/// How long a conversation with the mail server may take.
const TIMEOUT: Duration = Duration::from_secs(15);

/// From whom to whom, and through which server.
#[derive(Clone)]
pub struct Mail {
    from: Mailbox,
    to: Vec<Mailbox>,
    server: MailServer,
    timeout: Duration,
}

impl Mail {
    /// Mail through the server at `url`, such as `smtps://user:password@mail.example`.
    ///
    /// # Errors
    /// What cannot be used.
    pub fn new(url: &str, from: Mailbox, to: Vec<Mailbox>) -> Result<Self, MailError> {
        Self::trusting(None, url, from, to)
    }

    /// As [`Mail::new`], trusting one more authority.
    fn trusting(
        root: Option<&CertificateDer<'static>>,
        url: &str,
        from: Mailbox,
        to: Vec<Mailbox>,
    ) -> Result<Self, MailError> {
        if to.is_empty() {
            return Err(MailError::Nobody);
        }
        Ok(Self {
            from,
            to,
            server: MailServer::new(url, root)?,
            timeout: TIMEOUT,
        })
    }

    fn message(
        &self,
        notification: &Notification,
        turn: Turn,
        portal: &str,
    ) -> Result<Message, lettre::error::Error> {
        let message = Message::builder()
            .from(self.from.clone())
            .subject(notification.title(turn))
            .header(ContentType::TEXT_PLAIN);
        self.to
            .iter()
            .cloned()
            .fold(message, MessageBuilder::to)
            .body(notification.text(turn, portal))
    }
}

impl fmt::Debug for Mail {
    /// The server's address holds a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mail({})", self.server.host())
    }
}

#[async_trait]
impl Channel for Mail {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Mail
    }

    async fn deliver(
        &self,
        notification: &Notification,
        turn: Turn,
        portal: &str,
    ) -> Result<(), Undelivered> {
        let message = self
            .message(notification, turn, portal)
            .map_err(|_| Undelivered::Unwritable)?;
        session::send(&self.server, &message, self.timeout).await
    }
}
