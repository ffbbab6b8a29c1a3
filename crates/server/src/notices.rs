//! Telling the administrators, once a turn, that a connection needs attention or works again.
//!
//! Whatever changes what is known of a connection wakes [`run`]; it looks at the whole, so that
//! nothing has to be remembered but what was told last.

mod letter;
mod mail;
mod webhook;

use std::time::Duration;

use async_trait::async_trait;
use domain::{Crm, LinkState, Settings, Status, status};
use store::Turn;
use tokio::time::{sleep, timeout};

use crate::app::App;

use letter::Letter;
pub use mail::{Mail, MailError};
pub use webhook::{Webhook, WebhookError};

/// How often it looks without being woken.
const LOOK: Duration = Duration::from_secs(60);

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
    let settings = app.store.settings().await?;
    let letters = letters(&settings);
    let subjects: Vec<String> = letters.iter().map(|(letter, _)| letter.subject()).collect();
    app.store.keep_notices_of(&subjects).await?;
    for (letter, turn) in letters {
        if let Some(turn) = turn
            && app.store.claim_notice(&letter.subject(), turn).await?
        {
            tell(app, &letter, turn).await?;
        }
    }
    Ok(())
}

/// What there is to be told of: a doubt is no turn.
fn letters(settings: &Settings) -> Vec<(Letter, Option<Turn>)> {
    let mut letters = Vec::new();
    for crm in Crm::ALL {
        let panel = settings.panel(crm);
        let turn = match status(crm, &panel) {
            Status::NotSetUp => continue,
            Status::NotVerified => None,
            Status::Verified => Some(Turn::Repaired),
            Status::NeedsAttention => Some(Turn::Attention),
        };
        letters.push((Letter::of_connection(crm, &panel), turn));
        for link in &panel.links {
            let turn = match link.state {
                LinkState::Active => Some(Turn::Repaired),
                LinkState::CannotBeChecked => None,
                LinkState::NeedsRelinking | LinkState::NotAdmin => Some(Turn::Attention),
            };
            letters.push((Letter::of_link(crm, link), turn));
        }
    }
    letters
}

/// A way to tell them.
#[async_trait]
trait Channel: Send + Sync {
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

/// By every channel. If none of them takes it, the turn counts as not told.
async fn tell(app: &App, letter: &Letter, turn: Turn) -> Result<(), store::Error> {
    let portal = app.portal();
    let webhook = app.channels.webhook.iter().map(|one| one as &dyn Channel);
    let mail = app.channels.mail.iter().map(|one| one as &dyn Channel);
    let channels: Vec<&dyn Channel> = webhook.chain(mail).collect();
    let mut is_told = channels.is_empty();
    for channel in channels {
        is_told |= tried(channel, letter, turn, portal).await;
    }
    if !is_told {
        app.store.give_notice_back(&letter.subject(), turn).await?;
    }
    Ok(())
}

async fn tried(channel: &dyn Channel, letter: &Letter, turn: Turn, portal: &str) -> bool {
    for n in 1..=TRIES {
        match channel.tell(letter, turn, portal).await {
            Ok(()) => return true,
            Err(error) => tracing::warn!(%error, "a notice was not taken"),
        }
        sleep(Duration::from_millis(200) * n).await;
    }
    false
}
