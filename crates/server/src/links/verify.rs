//! Whether the links still hold: each one asked with its own token, and what was said of it noted.

use std::sync::Arc;

use crm::salesforce::{Grant, Identity};
use domain::{Cause, Check, Link, Millis, Panel, Verdict, acting};
use store::Tokens;
use tokio::task::JoinSet;
use tracing::Instrument as _;

use super::{
    CRM, Linked,
    tokens::{NoToken, current, renewed},
};
use crate::{app::App, request::now};

/// A refresh token is used at least this often, in milliseconds: Salesforce lets one go that was idle
/// for 30 days, while a session may live on by being used.
const KEEP_ALIVE_MS: Millis = 7 * 86_400_000;

/// Verifies every link. The answer is the word on the one that acts afterwards; with no link at all,
/// or settings that are incomplete, nothing is known.
pub(crate) async fn verify_all(app: &App, panel: &Panel) -> Result<Check, store::Error> {
    let Some(linked) = Linked::of(app, panel).await? else {
        return Ok(Check::of(Verdict::Unverified));
    };
    let linked = Arc::new(linked);
    let mut asking = JoinSet::new();
    for link in panel.links.clone() {
        let (app, linked) = (app.clone(), linked.clone());
        let work = async move { verify(&app, &linked, &link).await };
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
    let now = app.store.settings().await?.panel(CRM);
    note_failover(app, panel, &now);
    app.changed.notify_one();
    let acts = acting(&now.links).or(now.links.first());
    let word = acts.and_then(|link| checks.into_iter().find(|(id, _)| *id == link.id));
    Ok(word.map_or_else(|| Check::of(Verdict::Unverified), |(_, check)| check))
}

/// Another link acts from now on, because the one before does not hold any more.
fn note_failover(app: &App, before: &Panel, after: &Panel) {
    let (Some(old), Some(new)) = (acting(&before.links), acting(&after.links)) else {
        return;
    };
    let has_failed = after
        .links
        .iter()
        .any(|link| link.id == old.id && !link.state.works());
    if has_failed {
        tracing::warn!(from = old.id, to = new.id, "another administrator acts now");
        app.metrics.failed_over();
    }
}

/// Verifies one link and notes the word on it; nothing where the link is gone.
async fn verify(
    app: &App,
    linked: &Arc<Linked>,
    link: &Link,
) -> Result<Option<(String, Check)>, store::Error> {
    let (check, generation) = match ask(app, linked, &link.id).await {
        Ok(found) => found,
        Err(NoToken::Gone) => return Ok(None),
        // It was ended when those settings were saved; nobody is asked.
        Err(NoToken::Elsewhere) => {
            let check = Check {
                cause: Some(Cause::SettingsChanged),
                ..Check::of(Verdict::Rejected)
            };
            return Ok(Some((link.id.clone(), check)));
        }
        Err(NoToken::Refused(check, generation)) => (*check, generation),
        Err(NoToken::Store(error)) => return Err(error),
    };
    app.metrics.verified(CRM, check.verdict, now());
    let about = (&linked.bound_to, generation);
    app.store
        .note_link(CRM, &link.id, about, &check, now())
        .await?;
    Ok(Some((link.id.clone(), check)))
}

/// With the token there is, or with a new one where that is dead or old. A refusal is asked twice.
async fn ask(app: &App, linked: &Arc<Linked>, id: &str) -> Result<(Check, i64), NoToken> {
    let mut tokens = current(app, linked, id).await?;
    if now() - tokens.renewed_at > KEEP_ALIVE_MS {
        tokens = renewed(app, linked, id, tokens.generation).await?;
    }
    let mut found = identify(linked, &tokens).await;
    if found.is_token_dead || found.check.verdict.is_refusal() {
        let is_refusal = found.check.verdict.is_refusal();
        tokens = renewed(app, linked, id, tokens.generation).await?;
        found = identify(linked, &tokens).await;
        // That the session had ended was no refusal: only this was the first.
        if found.check.verdict.is_refusal() && !is_refusal {
            found = identify(linked, &tokens).await;
        }
    }
    Ok((found.check, tokens.generation))
}

async fn identify(linked: &Linked, tokens: &Tokens) -> Identity {
    let grant = Grant {
        access: tokens.access.clone(),
        refresh: None,
        instance: tokens.instance.parse().ok(),
        org: None,
        user: Some(tokens.user_id.clone()),
    };
    linked.salesforce.identify(&grant).await
}
