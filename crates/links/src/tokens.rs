//! Access tokens: taken from the store while they live, renewed by one task at a time.
//!
//! Within this process tasks queue per link; between processes the lease in the database decides, by
//! clocks that agree to some seconds. It is short, and its holder extends it while it works; that of a
//! holder known to be dead is taken over. Whoever loses reads what the winner stored: a refresh token
//! that was used twice would end every token of its family.

use std::{sync::Arc, time::Duration};

use crm::salesforce::{Grant, Refused};
use domain::{Check, Verdict};
use store::{NewTokens, Tokens};
use tokio::time::{Instant, sleep};
use tracing::Instrument as _;

use crate::{
    context::{CRM, Links},
    holder,
    organisation::Organisation,
    queues::Refusal,
};

/// How long a lease lasts that nobody extends, in milliseconds: a few tries to extend it, and some
/// seconds for clocks that differ.
const LEASE_MS: i64 = 20_000;

/// How often the holder extends it.
const EXTEND: Duration = Duration::from_secs(5);

/// How long a task waits for another process's refresh: two calls and a write.
const WAIT: Duration = Duration::from_secs(35);

/// How often it looks.
const LOOK: Duration = Duration::from_millis(100);

/// How often new tokens are tried to be stored.
const WRITES: u32 = 6;

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

impl Links {
    /// The tokens of a link as they are.
    pub(crate) async fn tokens(
        &self,
        organisation: &Organisation,
        id: &str,
    ) -> Result<Tokens, NoToken> {
        let tokens = self.store.link_tokens(CRM, id).await?;
        let tokens = tokens.ok_or(NoToken::Gone)?;
        // They go nowhere else than where they came from.
        if tokens.bound_to == organisation.bound_to {
            Ok(tokens)
        } else {
            Err(NoToken::Elsewhere)
        }
    }

    /// Tokens newer than those of generation `dead`, from whoever renews them first.
    pub(crate) async fn renewed(
        &self,
        organisation: &Arc<Organisation>,
        id: &str,
        dead: i64,
    ) -> Result<Tokens, NoToken> {
        // In a task of its own: a caller that goes away must not lose a token that was rotated already.
        let (own, organisation, id) = (self.clone(), organisation.clone(), id.to_owned());
        let work = async move {
            let (queue, queued) = (own.queues.of(&id), Instant::now());
            let mut last = queue.lock().await;
            // What came while this task waited is the answer to it as well.
            if let Some(refusal) = last.as_ref()
                && refusal.generation == dead
                && refusal.at >= queued
            {
                return Err(NoToken::Refused(refusal.check.clone(), dead));
            }
            let done = own.renew(&organisation, &id, dead).await;
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
        match self.work.spawn(work.in_current_span()).await {
            Ok(done) => done,
            Err(_) => Err(unknown(dead)),
        }
    }

    async fn renew(
        &self,
        organisation: &Organisation,
        id: &str,
        dead: i64,
    ) -> Result<Tokens, NoToken> {
        let me = holder::this();
        let deadline = Instant::now() + WAIT;
        loop {
            let tokens = self.tokens(organisation, id).await?;
            if tokens.generation > dead {
                return Ok(tokens);
            }
            let now = self.clock.now();
            let is_ours = self
                .store
                .lease_link(id, tokens.generation, &me, now, now + LEASE_MS)
                .await?;
            if is_ours {
                return self.refresh_leased(organisation, id, &me, tokens).await;
            }
            let lease = self.store.link_lease(id).await?;
            if let Some(lease) = lease.filter(|lease| holder::is_dead(&lease.holder)) {
                tracing::warn!(
                    link = id,
                    "the process that was renewing its tokens has died"
                );
                self.store.release_link(id, &lease.holder).await?;
                continue;
            }
            if Instant::now() > deadline {
                tracing::error!(
                    link = id,
                    "another process of the portal renews its tokens and does not end"
                );
                return Err(unknown(dead));
            }
            sleep(LOOK).await;
        }
    }

    /// Refreshes, and extends the lease meanwhile.
    async fn refresh_leased(
        &self,
        organisation: &Organisation,
        id: &str,
        me: &str,
        before: Tokens,
    ) -> Result<Tokens, NoToken> {
        let extending = async {
            loop {
                sleep(EXTEND).await;
                let until = self.clock.now() + LEASE_MS;
                if let Err(error) = self.store.extend_lease(id, me, until).await {
                    tracing::warn!(link = id, %error, "a lease is not extended");
                }
            }
        };
        tokio::select! {
            done = self.refresh(organisation, id, me, before) => done,
            never = extending => never,
        }
    }

    /// Refreshes under the lease. The new token stands in the store before anybody uses it.
    async fn refresh(
        &self,
        organisation: &Organisation,
        id: &str,
        me: &str,
        before: Tokens,
    ) -> Result<Tokens, NoToken> {
        self.observer.refreshed();
        match ask(organisation, &before).await {
            Ok(grant) => {
                let new = NewTokens {
                    refresh: grant.refresh,
                    access: grant.access,
                    instance: grant
                        .instance
                        .map_or_else(|| before.instance.clone(), |host| format!("https://{host}")),
                };
                if !self.write(id, &before, &new).await? {
                    tracing::warn!(
                        link = id,
                        "linked again or unlinked while its token was refreshed"
                    );
                    // Nobody will use this one.
                    let token = new.refresh.as_ref().unwrap_or(&new.access);
                    let _ = organisation.salesforce.revoke(token).await;
                }
                self.tokens(organisation, id).await
            }
            Err(refused) => {
                self.store.release_link(id, me).await?;
                Err(NoToken::Refused(Box::new(refused.check), before.generation))
            }
        }
    }

    /// The old token may be dead by now: a database that is busy or restarting is tried again.
    async fn write(
        &self,
        id: &str,
        before: &Tokens,
        new: &NewTokens,
    ) -> Result<bool, store::Error> {
        let mut tried = 1;
        loop {
            let now = self.clock.now();
            match self.store.renew_link(CRM, id, before, new, now).await {
                Err(error) if tried < WRITES => {
                    tracing::error!(link = id, %error, "new tokens are not stored yet");
                    sleep(Duration::from_millis(100) * 2_u32.pow(tried)).await;
                    tried += 1;
                }
                done => return done,
            }
        }
    }
}

/// What is stored is called dead only if a second request says so, too.
async fn ask(organisation: &Organisation, tokens: &Tokens) -> Result<Grant, Box<Refused>> {
    let refresh = || {
        organisation
            .salesforce
            .refresh(&organisation.secret, &tokens.refresh)
    };
    match refresh().await {
        Err(refused) if refused.check.verdict.is_refusal() => refresh().await,
        answer => answer,
    }
}

/// Salesforce was not asked, so nothing is said of it.
fn unknown(generation: i64) -> NoToken {
    let check = Box::new(Check::of(Verdict::Unverified));
    NoToken::Refused(check, generation)
}
