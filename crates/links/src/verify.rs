//! Whether the links still hold: each one asked with its own token, and what was said of it noted.

use std::sync::Arc;

use crm::salesforce::{Grant, Identity};
use domain::{Cause, Check, Link, Millis, Panel, Verdict, acting};
use store::Tokens;
use tokio::task::JoinSet;
use tracing::Instrument as _;

use crate::{
    context::{CRM, Links},
    organisation::Organisation,
    tokens::NoToken,
};

/// A refresh token is used at least this often, in milliseconds: Salesforce lets one go that was idle
/// for 30 days, while a session may live on by being used.
const KEEP_ALIVE_MS: Millis = 7 * 86_400_000;

impl Links {
    /// Verifies every link. The answer is the word on the one that acts afterwards; with no link at
    /// all, or settings that are incomplete, nothing is known.
    ///
    /// # Errors
    /// The store's. That of a single link is logged and keeps nobody from the others.
    pub async fn verify_all(&self, panel: &Panel) -> Result<Check, store::Error> {
        let Some(organisation) = self.organisation(panel).await? else {
            return Ok(Check::of(Verdict::Unverified));
        };
        let organisation = Arc::new(organisation);
        let mut asking = JoinSet::new();
        for link in panel.links.clone() {
            let (own, organisation) = (self.clone(), organisation.clone());
            let work = async move { own.verify(&organisation, &link).await };
            asking.spawn(work.in_current_span());
        }
        let mut checks = Vec::new();
        while let Some(done) = asking.join_next().await {
            match done {
                Ok(Ok(done)) => checks.extend(done),
                Ok(Err(error)) => tracing::error!(%error, "a link was not verified"),
                Err(error) => tracing::error!(%error, "the verification of a link broke off"),
            }
        }
        let now = self.store.settings().await?.panel(CRM);
        self.note_failover(panel, &now);
        self.changed.notify_one();
        let acts = acting(&now.links).or(now.links.first());
        let word = acts.and_then(|link| checks.into_iter().find(|(id, _)| *id == link.id));
        Ok(word.map_or_else(|| Check::of(Verdict::Unverified), |(_, check)| check))
    }

    /// The grant of the link that acts, as it is: one whose session has ended is renewed by whoever
    /// verifies it. None where no link acts.
    ///
    /// # Errors
    /// The store's.
    pub async fn acting_grant(&self, panel: &Panel) -> Result<Option<Grant>, store::Error> {
        let (Some(link), Some(organisation)) =
            (acting(&panel.links), self.organisation(panel).await?)
        else {
            return Ok(None);
        };
        match self.tokens(&organisation, &link.id).await {
            Ok(tokens) => Ok(Some(grant(&tokens))),
            Err(NoToken::Store(error)) => Err(error),
            Err(NoToken::Gone | NoToken::Elsewhere | NoToken::Refused(..)) => Ok(None),
        }
    }

    /// Another link acts from now on, because the one before does not hold any more.
    fn note_failover(&self, before: &Panel, after: &Panel) {
        let (Some(old), Some(new)) = (acting(&before.links), acting(&after.links)) else {
            return;
        };
        let has_failed = after
            .links
            .iter()
            .any(|link| link.id == old.id && !link.state.works());
        if has_failed {
            tracing::warn!(from = old.id, to = new.id, "another administrator acts now");
            self.observer.failed_over();
        }
    }

    /// Verifies one link and notes the word on it; nothing where the link is gone.
    async fn verify(
        &self,
        organisation: &Arc<Organisation>,
        link: &Link,
    ) -> Result<Option<(String, Check)>, store::Error> {
        // Of what was ended when settings were saved, or does not open, nobody is asked.
        let rejected = |cause| {
            let check = Check {
                cause: Some(cause),
                ..Check::of(Verdict::Rejected)
            };
            Ok(Some((link.id.clone(), check)))
        };
        let (check, generation) = match self.ask(organisation, &link.id).await {
            Ok(found) => found,
            Err(NoToken::Gone) => return Ok(None),
            Err(NoToken::Elsewhere) => return rejected(Cause::SettingsChanged),
            Err(NoToken::Store(store::Error::Sealed { .. })) => {
                return rejected(Cause::SecretUnreadable);
            }
            Err(NoToken::Refused(check, generation)) => (*check, generation),
            Err(NoToken::Store(error)) => return Err(error),
        };
        let now = self.clock.now();
        self.observer.verified(CRM, check.verdict, now);
        let about = (&organisation.bound_to, generation);
        self.store
            .note_link(CRM, &link.id, about, &check, now)
            .await?;
        Ok(Some((link.id.clone(), check)))
    }

    /// With the token there is, or with a new one where that is dead or old. A refusal is asked twice.
    async fn ask(
        &self,
        organisation: &Arc<Organisation>,
        id: &str,
    ) -> Result<(Check, i64), NoToken> {
        let mut tokens = self.tokens(organisation, id).await?;
        if self.clock.now() - tokens.renewed_at > KEEP_ALIVE_MS {
            tokens = self.renewed(organisation, id, tokens.generation).await?;
        }
        let mut found = identify(organisation, &tokens).await;
        if found.is_token_dead || found.check.verdict.is_refusal() {
            let is_refusal = found.check.verdict.is_refusal();
            tokens = self.renewed(organisation, id, tokens.generation).await?;
            found = identify(organisation, &tokens).await;
            // That the session had ended was no refusal: only this was the first.
            if found.check.verdict.is_refusal() && !is_refusal {
                found = identify(organisation, &tokens).await;
            }
        }
        Ok((found.check, tokens.generation))
    }
}

async fn identify(organisation: &Organisation, tokens: &Tokens) -> Identity {
    organisation.salesforce.identify(&grant(tokens)).await
}

fn grant(tokens: &Tokens) -> Grant {
    Grant {
        access: tokens.access.clone(),
        refresh: None,
        instance: tokens.instance.parse().ok(),
        org: None,
        user: Some(tokens.user_id.clone()),
    }
}
