//! Access tokens: taken from the store while they live, renewed by one task at a time.
//!
//! Within this process tasks queue per link; between processes the lease in the database decides, by
//! clocks that agree to some seconds. Whoever loses reads what the winner stored: a refresh token
//! that was used twice would end every token of its family.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crm::salesforce::{Grant, Refused};
use domain::{Check, Verdict};
use store::{NewTokens, Tokens};
use tokio::{
    sync::Mutex as Queue,
    time::{Instant, sleep},
};
use tracing::Instrument as _;
use uuid::Uuid;

use super::{CRM, Linked};
use crate::{app::App, request::now};

/// How long a refresh may take before another process takes over, in milliseconds. Longer than two
/// calls and a write may take, and some seconds for clocks that differ.
const LEASE_MS: i64 = 90_000;

/// How long a task waits for another process's refresh.
const WAIT: Duration = Duration::from_secs(95);

/// How often it looks.
const LOOK: Duration = Duration::from_millis(100);

/// How often new tokens are tried to be stored.
const WRITES: u32 = 6;

/// The queues of this process, one per link.
#[derive(Debug, Default)]
pub(crate) struct Renewals(Mutex<HashMap<String, Arc<Queue<Option<Refusal>>>>>);

/// What the last refresh of a link came to, if it was refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    check: Box<Check>,
    generation: i64,
    at: Instant,
}

impl Renewals {
    fn queue(&self, id: &str) -> Arc<Queue<Option<Refusal>>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those of links that are gone, or that nobody waits for.
        queues.retain(|_, queue| {
            Arc::strong_count(queue) > 1 || queue.try_lock().is_ok_and(|last| last.is_some())
        });
        queues.entry(id.to_owned()).or_default().clone()
    }
}

/// Why there is no token.
#[derive(Debug)]
pub(crate) enum NoToken {
    /// The link is gone.
    Gone,
    /// It was made for other settings than those that are stored now.
    Elsewhere,
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
    let tokens = app.store.link_tokens(CRM, id).await?;
    let tokens = tokens.ok_or(NoToken::Gone)?;
    // They go nowhere else than where they came from.
    if tokens.bound_to == linked.bound_to {
        Ok(tokens)
    } else {
        Err(NoToken::Elsewhere)
    }
}

/// Tokens newer than those of generation `dead`, from whoever renews them first.
pub(crate) async fn renewed(
    app: &App,
    linked: &Arc<Linked>,
    id: &str,
    dead: i64,
) -> Result<Tokens, NoToken> {
    // In a task of its own: a caller that goes away must not lose a token that was rotated already.
    let (own, linked, id) = (app.clone(), linked.clone(), id.to_owned());
    let work = async move {
        let (queue, queued) = (own.renewals.queue(&id), Instant::now());
        let mut last = queue.lock().await;
        // What came while this task waited is the answer to it as well.
        if let Some(refusal) = last.as_ref()
            && refusal.generation == dead
            && refusal.at >= queued
        {
            return Err(NoToken::Refused(refusal.check.clone(), dead));
        }
        let done = renew(&own, &linked, &id, dead).await;
        *last = match &done {
            Err(NoToken::Refused(check, generation)) => Some(Refusal {
                check: check.clone(),
                generation: *generation,
                at: Instant::now(),
            }),
            _ => None,
        };
        done
    };
    match app.work.spawn(work.in_current_span()).await {
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
            if !write(app, id, &before, &new).await? {
                tracing::warn!(
                    link = id,
                    "linked again or unlinked while its token was refreshed"
                );
                // Nobody will use this one.
                let _ = linked
                    .salesforce
                    .revoke(new.refresh.as_ref().unwrap_or(&new.access))
                    .await;
            }
            current(app, linked, id).await
        }
        Err(refused) => {
            app.store.release_link(id, me).await?;
            Err(NoToken::Refused(Box::new(refused.check), before.generation))
        }
    }
}

/// The old token may be dead by now: a database that is busy or restarting is tried again.
async fn write(
    app: &App,
    id: &str,
    before: &Tokens,
    new: &NewTokens,
) -> Result<bool, store::Error> {
    let mut tried = 1;
    loop {
        match app.store.renew_link(CRM, id, before, new, now()).await {
            Err(error) if tried < WRITES => {
                tracing::error!(link = id, %error, "new tokens are not stored yet");
                sleep(Duration::from_millis(100) * 2_u32.pow(tried)).await;
                tried += 1;
            }
            done => return done,
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
