//! The e-mail, by SMTP.

use std::time::Duration;

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MessageBuilder, header::ContentType},
};
use store::Turn;
use url::Url;

use super::{Channel, Letter, Untold, is_near};

/// From whom to whom, and through which server.
#[derive(Clone, Debug)]
pub struct Mail {
    from: Mailbox,
    to: Vec<Mailbox>,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

/// Why mail cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The server's address.
    #[error("the mail server's address has to look like smtps://user:password@mail.example")]
    Server,
    /// A password would travel in clear.
    #[error("mail to another machine needs TLS: smtps://... or smtp://...?tls=required")]
    InClear,
    /// Nobody to write to.
    #[error("name at least one address to write to")]
    Nobody,
    /// The message could not be put together.
    #[error("the message: {0}")]
    Message(#[from] lettre::error::Error),
    /// The server did not take it.
    #[error("the mail server: {0}")]
    Refused(#[from] lettre::transport::smtp::Error),
}

impl Mail {
    /// Mail through the server at `url`, such as `smtps://user:password@mail.example`.
    ///
    /// # Errors
    /// What cannot be used.
    pub fn new(url: &str, from: Mailbox, to: Vec<Mailbox>) -> Result<Self, MailError> {
        if to.is_empty() {
            return Err(MailError::Nobody);
        }
        if !is_private(url) {
            return Err(MailError::InClear);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| MailError::Server)?
            .timeout(Some(Duration::from_secs(10)))
            .build();
        Ok(Self {
            from,
            to,
            transport,
        })
    }
}

#[async_trait]
impl Channel for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    async fn tell(&self, letter: &Letter, turn: Turn, portal: &str) -> Result<(), Untold> {
        let message = Message::builder()
            .from(self.from.clone())
            .subject(letter.title(turn))
            .header(ContentType::TEXT_PLAIN);
        let message = self.to.iter().cloned().fold(message, MessageBuilder::to);
        let message = message
            .body(letter.text(turn, portal))
            .map_err(MailError::from)?;
        let sent = self.transport.send(message).await;
        sent.map_err(MailError::from)?;
        Ok(())
    }
}

/// Whether nobody on the way can read along: TLS, or this very machine.
fn is_private(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let has_tls = url
        .query_pairs()
        .any(|(name, value)| name == "tls" && value == "required");
    url.scheme() == "smtps" || has_tls || is_near(&url)
}
