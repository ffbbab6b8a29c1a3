//! The webhook: one POST with a JSON message, to an address of the server's configuration.

use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
    time::Duration,
};

use async_trait::async_trait;
use reqwest::{Client, redirect::Policy};
use store::Turn;
use url::Url;

use super::{
    address::is_near,
    channel::{Channel, ChannelKind},
    notification::Notification,
    undelivered::Undelivered,
};

/// Where notifications are posted.
#[derive(Clone)]
pub struct Webhook {
    url: Url,
    client: Client,
}

/// Why an address cannot be one.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum WebhookError {
    /// Not an address.
    #[error("an https:// address is needed; http:// only on this machine")]
    Address,
}

impl FromStr for Webhook {
    type Err = WebhookError;

    fn from_str(text: &str) -> Result<Self, WebhookError> {
        let url = Url::parse(text).map_err(|_| WebhookError::Address)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_near(&url)) {
            return Err(WebhookError::Address);
        }
        let client = client(&url).map_err(|_| WebhookError::Address)?;
        Ok(Self { url, client })
    }
}

/// A client whose route shows the path to nobody: to this machine directly, whatever proxy the
/// environment names and whatever `localhost` resolves to; elsewhere by TLS, which a proxy only
/// passes on.
fn client(url: &Url) -> Result<Client, reqwest::Error> {
    // reqwest brings no provider of its own; an `Err` means that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut client = Client::builder()
        .timeout(Duration::from_secs(10))
        .redirect(Policy::none());
    if is_near(url) {
        let near = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        client = client
            .no_proxy()
            .resolve_to_addrs("localhost", &near.map(|ip| SocketAddr::new(ip, 0)));
    }
    client.build()
}

impl fmt::Debug for Webhook {
    /// The path of such an address often is its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Webhook({})", self.url.host_str().unwrap_or_default())
    }
}

#[async_trait]
impl Channel for Webhook {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Webhook
    }

    async fn deliver(
        &self,
        notification: &Notification,
        turn: Turn,
        portal: &str,
    ) -> Result<(), Undelivered> {
        let message = notification.message(turn, portal);
        let request = self.client.post(self.url.clone()).json(&message);
        let answer = request.send().await.map_err(|error| {
            if error.is_timeout() {
                Undelivered::Timeout
            } else if error.is_connect() {
                Undelivered::Unreachable
            } else {
                Undelivered::Unreadable
            }
        })?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(Undelivered::Http(answer.status().as_u16()))
        }
    }
}
