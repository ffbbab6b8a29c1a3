//! What events said goes when its time is over: looked for every hour.

use std::time::Duration;

use store::{Clock, Store};
use tokio::time::sleep;

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(3600);

/// Empties bodies that were delivered longer ago than `kept`, for ever.
pub(crate) async fn run(store: Store, clock: Clock, kept: Duration) {
    let kept = i64::try_from(kept.as_millis()).unwrap_or(i64::MAX);
    loop {
        match store.forget_bodies(clock.now().saturating_sub(kept)).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "events were emptied, their time is over"),
            Err(error) => tracing::error!(%error, "events were not emptied"),
        }
        sleep(EVERY).await;
    }
}
