//! Grants that became no link, because the program that asked for them stopped in between: revoked.

use std::time::Duration;

use domain::Millis;
use tokio::time::sleep;

use crate::context::{CRM, Links};

/// How long a grant may be on its way to a link; longer than an answer may be worked on.
const ON_ITS_WAY_MS: Millis = 90_000;

/// When one that cannot be revoked is given up: an app that is gone takes its grants with it.
const GIVEN_UP_MS: Millis = 7 * 24 * 3_600_000;

/// How often it is looked for others.
const LOOK: Duration = Duration::from_secs(60);

impl Links {
    /// Revokes what is left over, for ever.
    pub async fn revoke_left_over(self) {
        loop {
            let now = self.clock.now();
            let looked = async {
                self.revoke_grants_before(now - ON_ITS_WAY_MS).await?;
                self.forget_grants_before(now - GIVEN_UP_MS).await
            };
            if let Err(error) = looked.await {
                tracing::error!(%error, "grants that are no links");
            }
            sleep(LOOK).await;
        }
    }

    /// One that cannot be revoked now is tried again at the next look, for a week.
    pub(crate) async fn revoke_grants_before(&self, before: Millis) -> Result<(), store::Error> {
        for (id, left) in self.store.left_grants(CRM, before).await? {
            if self.revoke(&left.bound_to, &left.refresh).await {
                tracing::warn!(grant = id, "a grant that became no link was revoked");
                self.store.forget_grant(&id).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn forget_grants_before(&self, before: Millis) -> Result<(), store::Error> {
        for (id, _) in self.store.left_grants(CRM, before).await? {
            tracing::error!(grant = id, "a grant that became no link is given up");
            self.store.forget_grant(&id).await?;
        }
        Ok(())
    }
}
