//! Unlinking: the grant is revoked at Salesforce, and forgotten here even if that fails.

use domain::{Connection, Fields, Secret, wire::Unlinked};
use tracing::Instrument as _;

use crate::{
    context::{CRM, Links},
    error::Error,
};

impl Links {
    /// Unlinks one administrator; with the last one the boxes go off. The work goes on if the browser
    /// does not wait for it.
    ///
    /// # Errors
    /// [`Error::NoSuchLink`], [`Error::Store`], [`Error::BrokeOff`].
    pub async fn unlink(&self, id: &str) -> Result<Unlinked, Error> {
        let (own, id) = (self.clone(), id.to_owned());
        let work = async move {
            // Opened before it is forgotten. What does not open cannot be revoked.
            let tokens = own.store.link_tokens(CRM, &id).await.ok().flatten();
            if !own.store.forget_link(CRM, &id, own.clock.now()).await? {
                return Err(Error::NoSuchLink);
            }
            tracing::info!(link = id, "an administrator was unlinked");
            own.changed.notify_one();
            let is_revoked = match tokens {
                Some(tokens) => own.revoke(&tokens.bound_to, &tokens.refresh).await,
                None => false,
            };
            Ok(Unlinked {
                settings: own.store.settings().await?,
                is_revoked,
            })
        };
        self.work
            .spawn(work.in_current_span())
            .await
            .unwrap_or(Err(Error::BrokeOff))
    }

    /// Revokes a grant where it was given, whatever the settings say by now. Whether that was done.
    pub(crate) async fn revoke(&self, bound_to: &Fields, refresh: &Secret) -> bool {
        let connection = Connection::parse(CRM, bound_to).ok();
        let Some(salesforce) = connection.and_then(|connection| self.way_to(&connection)) else {
            return false;
        };
        let told = salesforce.revoke(refresh).await;
        if let Err(check) = &told {
            tracing::warn!(verdict = ?check.verdict, "a grant could not be revoked");
        }
        told.is_ok()
    }
}
