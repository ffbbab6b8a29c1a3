//! The webhook: one POST with a JSON message, to an address of the server's configuration.

use std::{fmt, str::FromStr, time::Duration};

use async_trait::async_trait;
use reqwest::{Client, StatusCode, redirect::Policy};
use store::Turn;
use url::Url;

use super::{Channel, Letter, Untold, is_near};

/// Where notices are posted.
#[derive(Clone)]
pub struct Webhook {
    url: Url,
    client: Client,
}

/// Why an address cannot be one, or did not take a message.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// Not an address.
    #[error("an https:// address is needed; http:// only on this machine")]
    Address,
    /// No answer.
    #[error("the webhook did not answer")]
    Unreachable,
    /// Another answer than 2xx.
    #[error("the webhook answered {0}")]
    Refused(StatusCode),
}

impl FromStr for Webhook {
    type Err = WebhookError;

    fn from_str(text: &str) -> Result<Self, WebhookError> {
        let url = Url::parse(text).map_err(|_| WebhookError::Address)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_near(&url)) {
            return Err(WebhookError::Address);
        }
        // reqwest brings no provider of its own; an `Err` means that there is one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(Duration::from_secs(10))
            .redirect(Policy::none())
            .build()
            .map_err(|_| WebhookError::Address)?;
        Ok(Self { url, client })
    }
}

impl fmt::Debug for Webhook {
    /// The path of such an address often is its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Webhook({})", self.url.host_str().unwrap_or_default())
    }
}

#[async_trait]
impl Channel for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    async fn tell(&self, letter: &Letter, turn: Turn, portal: &str) -> Result<(), Untold> {
        let message = letter.message(turn, portal);
        let request = self.client.post(self.url.clone()).json(&message);
        let sent = request.send().await;
        let status = sent.map_err(|_| WebhookError::Unreachable)?.status();
        if status.is_success() {
            Ok(())
        } else {
            Err(WebhookError::Refused(status).into())
        }
    }
}
