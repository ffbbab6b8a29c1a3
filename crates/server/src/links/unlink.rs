//! Unlinking: the grant is revoked at Salesforce, and forgotten here even if that fails.

use crm::salesforce;
use domain::{Connection, Fields, Secret, wire::Unlinked};
use tracing::Instrument as _;

use super::CRM;
use crate::{app::App, error::Error, request::now};

/// Unlinks one administrator. The work goes on if the browser does not wait for it.
pub(crate) async fn unlink(app: &App, id: &str) -> Result<Unlinked, Error> {
    let (own, id) = (app.clone(), id.to_owned());
    let work = async move {
        // Opened before it is forgotten. What does not open cannot be revoked.
        let tokens = own.store.link_tokens(CRM, &id).await.ok().flatten();
        if !own.store.forget_link(CRM, &id, now()).await? {
            return Err(Error::NoSuchLink);
        }
        tracing::info!(link = id, "an administrator was unlinked");
        own.changed.notify_one();
        let is_revoked = match tokens {
            Some(tokens) => revoke(&own, &tokens.bound_to, &tokens.refresh).await,
            None => false,
        };
        Ok(Unlinked {
            settings: own.store.settings().await?,
            is_revoked,
        })
    };
    app.work
        .spawn(work.in_current_span())
        .await
        .unwrap_or(Err(Error::Internal))
}

/// Revokes a grant where it was given, whatever the settings say by now.
pub(super) async fn revoke(app: &App, bound_to: &Fields, refresh: &Secret) -> bool {
    let to = Connection::parse(CRM, bound_to)
        .ok()
        .and_then(|connection| salesforce::App::of(&connection));
    let Some(salesforce) = to.and_then(|to| app.verifier.salesforce(&to)) else {
        return false;
    };
    let told = salesforce.revoke(refresh).await;
    if let Err(check) = &told {
        tracing::warn!(verdict = ?check.verdict, "a grant could not be revoked");
    }
    told.is_ok()
}
