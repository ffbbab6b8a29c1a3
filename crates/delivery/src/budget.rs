//! The right to call a CRM: drawn from the store in handfuls, so that all processes together stay below
//! what the CRM takes.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use domain::Crm;
use store::{Clock, Store};
use tokio::{sync::Mutex, time::sleep};

/// How many calls are drawn at once.
const HANDFUL: u32 = 20;

/// What a CRM gets before it has said what it takes: four fifths of Zendesk's second smallest plan.
const AT_FIRST: u32 = 320;

/// How long it is waited before the store is asked again.
const AGAIN: Duration = Duration::from_millis(250);

/// One CRM's budget, as this process has it.
#[derive(Debug)]
pub(crate) struct Budget {
    crm: Crm,
    store: Store,
    clock: Clock,
    /// What was given; it is never changed by what the CRM says.
    given: Option<u32>,
    per_minute: AtomicU32,
    drawn: Mutex<u32>,
}

impl Budget {
    pub(crate) fn new(crm: Crm, store: Store, clock: Clock, given: Option<u32>) -> Self {
        Self {
            crm,
            store,
            clock,
            given,
            per_minute: AtomicU32::new(given.unwrap_or(AT_FIRST)),
            drawn: Mutex::default(),
        }
    }

    /// Waits for the right to make one call. If the store cannot say, the call is made: the CRM's own
    /// limit stands behind this one.
    pub(crate) async fn take(&self) {
        let mut drawn = self.drawn.lock().await;
        while *drawn == 0 {
            let per_minute = self.per_minute.load(Ordering::Relaxed);
            let now = self.clock.now();
            match self
                .store
                .draw_calls(self.crm, HANDFUL, per_minute, now)
                .await
            {
                Ok(0) => sleep(AGAIN).await,
                Ok(calls) => *drawn = calls,
                Err(error) => {
                    tracing::error!(%error, "the call budget");
                    return;
                }
            }
        }
        *drawn -= 1;
    }

    /// The CRM says how many calls it takes a minute: four fifths of them are ours.
    pub(crate) fn learn(&self, takes: u32) {
        if self.given.is_none() {
            let share = (takes / 5 * 4).max(1);
            self.per_minute.store(share, Ordering::Relaxed);
        }
    }
}
