//! Access tokens: taken from the store while they live, renewed by one task at a time.
//!
//! Within this process tasks queue per link; between processes the lease in the database decides.
//! Whoever loses reads what the winner stored: a refresh token that was used twice would end every
//! token of its family.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crm::salesforce::{Grant, Refused};
use domain::{Check, Verdict};
use store::{NewTokens, Tokens};
use tokio::time::{Instant, sleep};
use tracing::Instrument as _;
use uuid::Uuid;

use super::{CRM, Linked};
use crate::{app::App, request::now};

/// How long a refresh may take before another process takes over, in milliseconds. Longer than a
/// call may take.
const LEASE_MS: i64 = 30_000;

/// How long a task waits for another process's refresh.
const WAIT: Duration = Duration::from_secs(35);

/// How often it looks.
const LOOK: Duration = Duration::from_millis(100);

/// The queues of this process, one per link.
#[derive(Debug, Default)]
pub(crate) struct Renewals(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

impl Renewals {
    fn queue(&self, id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        queues.entry(id.to_owned()).or_default().clone()
    }
}

/// Why there is no token.
#[derive(Debug)]
pub(crate) enum NoToken {
    /// The link is gone.
    Gone,
    /// The CRM gave none, with its word; of the tokens of this generation.
    Refused(Box<Check>, i64),
    /// The store.
    Store(store::Error),
}

impl From<store::Error> for NoToken {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// The tokens of a link as they are.
pub(crate) async fn current(app: &App, linked: &Linked, id: &str) -> Result<Tokens, NoToken> {
    let tokens = app.store.link_tokens(CRM, id, &linked.bound_to).await?;
    tokens.ok_or(NoToken::Gone)
}

/// Tokens newer than those of generation `dead`, from whoever renews them first.
pub(crate) async fn renewed(
    app: &App,
    linked: &Arc<Linked>,
    id: &str,
    dead: i64,
) -> Result<Tokens, NoToken> {
    // In a task of its own: a caller that goes away must not lose a token that was rotated already.
    let (app, linked, id) = (app.clone(), linked.clone(), id.to_owned());
    let work = async move {
        let queue = app.renewals.queue(&id);
        let _turn = queue.lock().await;
        renew(&app, &linked, &id, dead).await
    };
    match tokio::spawn(work.in_current_span()).await {
        Ok(done) => done,
        Err(_) => Err(unreachable(dead)),
    }
}

async fn renew(app: &App, linked: &Linked, id: &str, dead: i64) -> Result<Tokens, NoToken> {
    let me = Uuid::now_v7().to_string();
    let deadline = Instant::now() + WAIT;
    loop {
        let tokens = current(app, linked, id).await?;
        if tokens.generation > dead {
            return Ok(tokens);
        }
        let now = now();
        let is_ours = app
            .store
            .lease_link(id, tokens.generation, &me, now, now + LEASE_MS)
            .await?;
        if is_ours {
            return refresh(app, linked, id, &me, tokens).await;
        }
        if Instant::now() > deadline {
            return Err(unreachable(dead));
        }
        sleep(LOOK).await;
    }
}

/// Refreshes under the lease. The new token stands in the store before anybody uses it.
async fn refresh(
    app: &App,
    linked: &Linked,
    id: &str,
    me: &str,
    before: Tokens,
) -> Result<Tokens, NoToken> {
    app.metrics.refreshed();
    match ask(linked, &before).await {
        Ok(grant) => {
            let new = NewTokens {
                refresh: grant.refresh,
                access: grant.access,
                instance: grant
                    .instance
                    .map_or_else(|| before.instance.clone(), |host| format!("https://{host}")),
            };
            if !app
                .store
                .renew_link(CRM, id, &linked.bound_to, &before, &new)
                .await?
            {
                tracing::warn!(link = id, "linked again while its token was refreshed");
            }
            current(app, linked, id).await
        }
        Err(refused) => {
            app.store.release_link(id, me).await?;
            Err(NoToken::Refused(Box::new(refused.check), before.generation))
        }
    }
}

/// What is stored is called dead only if a second request says so, too.
async fn ask(linked: &Linked, tokens: &Tokens) -> Result<Grant, Box<Refused>> {
    let refresh = || linked.salesforce.refresh(&linked.secret, &tokens.refresh);
    match refresh().await {
        Err(refused) if refused.check.verdict.is_refusal() => refresh().await,
        answer => answer,
    }
}

fn unreachable(generation: i64) -> NoToken {
    let check = Box::new(Check::of(Verdict::Unreachable));
    NoToken::Refused(check, generation)
}
