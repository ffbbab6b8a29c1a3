//! Whether the links still hold: each one asked with its own token, and what was said of it noted.

use std::sync::Arc;

use crm::salesforce::{Grant, Identity};
use domain::{Check, Link, Panel, Verdict, acting};
use store::Tokens;
use tokio::task::JoinSet;
use tracing::Instrument as _;

use super::{
    CRM, Linked,
    tokens::{NoToken, current, renewed},
};
use crate::{app::App, request::now};

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
            Ok(done) => checks.extend(done?),
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

/// Another link acts from now on, because the one before does not hold.
fn note_failover(app: &App, before: &Panel, after: &Panel) {
    let (old, new) = (acting(&before.links), acting(&after.links));
    if let (Some(old), Some(new)) = (old, new)
        && old.id != new.id
    {
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
        Err(NoToken::Refused(check, generation)) => (*check, generation),
        Err(NoToken::Store(store::Error::Sealed { .. })) => {
            // Its tokens were made for other settings, or with a key that is lost: linking again cures it.
            let Some(generation) = app.store.link_generation(&link.id).await? else {
                return Ok(None);
            };
            (Check::of(Verdict::Rejected), generation)
        }
        Err(NoToken::Store(error)) => return Err(error),
    };
    app.metrics.verified(CRM, check.verdict);
    app.store
        .note_link(&link.id, generation, &check, now())
        .await?;
    Ok(Some((link.id.clone(), check)))
}

/// With the token there is; with a new one where that is dead, or where a refusal has to be asked twice.
async fn ask(app: &App, linked: &Arc<Linked>, id: &str) -> Result<(Check, i64), NoToken> {
    let tokens = current(app, linked, id).await?;
    let first = identify(linked, &tokens).await;
    if !first.is_token_dead && !first.check.verdict.is_refusal() {
        return Ok((first.check, tokens.generation));
    }
    let tokens = renewed(app, linked, id, tokens.generation).await?;
    let second = identify(linked, &tokens).await;
    Ok((second.check, tokens.generation))
}

async fn identify(linked: &Linked, tokens: &Tokens) -> Identity {
    let grant = Grant {
        access: tokens.access.clone(),
        refresh: None,
        instance: tokens.instance.parse().ok(),
        org: None,
        user: None,
    };
    linked.salesforce.identify(&grant).await
}
