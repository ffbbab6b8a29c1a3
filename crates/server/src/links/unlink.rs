//! Unlinking: the grant is revoked at Salesforce, and forgotten here even if that fails.

use domain::wire::Unlinked;

use super::{CRM, Linked, tokens};
use crate::{app::App, error::Error, request::now};

/// Unlinks one administrator.
pub(crate) async fn unlink(app: &App, id: &str) -> Result<Unlinked, Error> {
    let panel = app.store.settings().await?.panel(CRM);
    // Opened before it is forgotten. What does not open cannot be revoked.
    let grant = match Linked::of(app, &panel).await {
        Ok(Some(linked)) => match tokens::current(app, &linked, id).await {
            Ok(tokens) => Some((linked, tokens)),
            Err(_) => None,
        },
        _ => None,
    };
    if !app.store.forget_link(CRM, id, now()).await? {
        return Err(Error::NoSuchLink);
    }
    tracing::info!(link = id, "an administrator was unlinked");
    let is_revoked = match grant {
        Some((linked, tokens)) => {
            let told = linked.salesforce.revoke(&tokens.refresh).await;
            if let Err(check) = &told {
                tracing::warn!(link = id, verdict = ?check.verdict, "the grant could not be revoked");
            }
            told.is_ok()
        }
        None => false,
    };
    Ok(Unlinked {
        settings: app.store.settings().await?,
        is_revoked,
    })
}
