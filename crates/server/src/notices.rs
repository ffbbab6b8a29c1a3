//! Telling the administrators, once a turn, that a connection needs attention or works again.
//!
//! Whatever changes what is known of a connection wakes [`run`]; it looks at the whole, so that
//! nothing has to be remembered but what was told last.

mod letter;
mod mail;
mod webhook;

use std::{net::IpAddr, time::Duration};

use async_trait::async_trait;
use domain::{Crm, LinkState, Settings, Status, status};
use store::Turn;
use tokio::time::{sleep, timeout};
use url::Url;

use crate::app::App;

use letter::Letter;
pub use mail::{Mail, MailError};
pub use webhook::{Webhook, WebhookError};

/// How often it looks without being woken.
const LOOK: Duration = Duration::from_secs(60);

/// How long one try may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Tries per turn; after that the next look tries again.
const TRIES: u32 = 3;

/// Who is told.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    /// An address that takes a JSON message.
    pub webhook: Option<Webhook>,
    /// A mailbox.
    pub mail: Option<Mail>,
}

/// Looks and tells for ever.
pub(crate) async fn run(app: App) {
    loop {
        let _ = timeout(LOOK, app.changed.notified()).await;
        if let Err(error) = look(&app).await {
            tracing::error!(%error, "notices");
        }
    }
}

async fn look(app: &App) -> Result<(), store::Error> {
    let settings = app.settings.store.settings().await?;
    let letters = letters(&settings);
    let channels = app.channels.all();
    let subject =
        |channel: &dyn Channel, letter: &Letter| format!("{} {}", channel.name(), letter.subject());
    let subjects: Vec<String> = channels
        .iter()
        .flat_map(|channel| letters.iter().map(|(letter, _)| subject(*channel, letter)))
        .collect();
    app.settings.store.keep_notices_of(&subjects).await?;
    for (letter, turn) in &letters {
        let Some(turn) = *turn else { continue };
        for channel in &channels {
            let subject = subject(*channel, letter);
            if !app
                .settings
                .store
                .claim_notice(&subject, turn, app.settings.clock.now())
                .await?
            {
                continue;
            }
            if tried(*channel, letter, turn, app.portal()).await {
                app.settings.store.confirm_notice(&subject, turn).await?;
            } else {
                app.settings.store.give_notice_back(&subject, turn).await?;
            }
        }
    }
    Ok(())
}

/// What there is to be told of: a doubt is no turn.
fn letters(settings: &Settings) -> Vec<(Letter, Option<Turn>)> {
    let mut letters = Vec::new();
    for crm in Crm::ALL {
        let panel = settings.panel(crm);
        let status = status(crm, &panel);
        let turn = match status {
            Status::NotSetUp => continue,
            Status::NotVerified => None,
            Status::Verified => Some(Turn::Repaired),
            Status::NeedsAttention | Status::Unreadable => Some(Turn::Attention),
        };
        letters.push((Letter::of_connection(crm, &panel), turn));
        for link in &panel.links {
            let turn = match link.state {
                LinkState::Active => Some(Turn::Repaired),
                LinkState::CannotBeChecked => None,
                // Where none of them works, the connection's own letter says so.
                LinkState::NeedsRelinking | LinkState::NotAdmin => {
                    status.works().then_some(Turn::Attention)
                }
            };
            letters.push((Letter::of_link(crm, link), turn));
        }
    }
    letters
}

/// A way to tell them.
#[async_trait]
trait Channel: Send + Sync {
    /// Under which name it is remembered what it was told.
    fn name(&self) -> &'static str;

    /// Tells of one turn; `portal` is the address people open.
    async fn tell(&self, letter: &Letter, turn: Turn, portal: &str) -> Result<(), Untold>;
}

/// Why a channel did not take a notice; says nothing of its address.
#[derive(Debug, thiserror::Error)]
enum Untold {
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    #[error(transparent)]
    Mail(#[from] MailError),
}

impl Channels {
    fn all(&self) -> Vec<&dyn Channel> {
        let webhook = self.webhook.iter().map(|one| one as &dyn Channel);
        let mail = self.mail.iter().map(|one| one as &dyn Channel);
        webhook.chain(mail).collect()
    }
}

async fn tried(channel: &dyn Channel, letter: &Letter, turn: Turn, portal: &str) -> bool {
    for n in 1..=TRIES {
        // A mail server may take the connection and then say nothing.
        match timeout(PATIENCE, channel.tell(letter, turn, portal)).await {
            Ok(Ok(())) => return true,
            Ok(Err(error)) => tracing::warn!(%error, "a notice was not taken"),
            Err(_) => tracing::warn!(channel = channel.name(), "a notice was not taken in time"),
        }
        sleep(Duration::from_millis(200) * n).await;
    }
    false
}

/// Whether an address is this machine's.
fn is_near(url: &Url) -> bool {
    match url.host_str().unwrap_or_default().trim_matches(['[', ']']) {
        "localhost" => true,
        host => host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
    }
}
