//! Leases lanes and delivers them: as many at once as there are slots, and those of one connection only
//! while it can carry records. What waits for a connection is not touched.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::{Crm, DeliveryState, Millis, Settings};
use store::{Ended, LaneLease, Settlement, Stored, Then};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    time::sleep,
};

use crate::{
    attempt::{Next, Outcome, attempt},
    budget::Budget,
    context::Context,
    people::Directory,
    scene::Scene,
};

/// How long a lease lasts: longer than all calls of one delivery may take.
const LEASE_MS: Millis = 120_000;

/// How many lanes are claimed at once.
const AT_ONCE: u32 = 16;

/// How many deliveries one lease carries: then others have their turn.
const A_LEASE: usize = 8;

/// How long a round waits at most: connections are repaired without a word to us.
const LOOK: Duration = Duration::from_secs(1);

/// How often it is looked for lanes without a CRM although the settings are the same.
const BIND_MS: Millis = 30_000;

/// Delivers; cheap to clone, and clones share everything.
#[derive(Clone)]
pub struct Worker(Arc<Inner>);

struct Inner {
    context: Context,
    directory: Directory,
    budgets: HashMap<Crm, Arc<Budget>>,
    slots: Arc<Semaphore>,
    freed: Notify,
    me: String,
    /// Until when each connection rests, because it asked for it.
    rests: Mutex<HashMap<Crm, Millis>>,
    /// At which version of the settings, and when, lanes were last bound.
    bound: (AtomicI64, AtomicI64),
}

impl Worker {
    /// A worker in this surrounding.
    #[must_use]
    pub fn new(context: Context) -> Self {
        let budget = |crm| {
            let (store, clock) = (context.store.clone(), context.clock.clone());
            (
                crm,
                Arc::new(Budget::new(crm, store, clock, context.calls_per_minute)),
            )
        };
        Self(Arc::new(Inner {
            directory: Directory::default(),
            budgets: Crm::ALL.into_iter().map(budget).collect(),
            slots: Arc::new(Semaphore::new(context.lanes)),
            freed: Notify::new(),
            me: format!("{} {}", std::process::id(), uuid::Uuid::now_v7()),
            rests: Mutex::default(),
            bound: (AtomicI64::new(-1), AtomicI64::new(0)),
            context,
        }))
    }

    /// Delivers for ever.
    pub async fn run(self) {
        loop {
            let wait = self.round().await.unwrap_or_else(|error| {
                tracing::error!(%error, "a round of deliveries broke off");
                LOOK
            });
            tokio::select! {
                () = self.0.context.arrived.notified() => {}
                () = self.0.freed.notified() => {}
                () = sleep(wait) => {}
            }
        }
    }

    /// Claims what is due and sets it going; how long until there may be more.
    async fn round(&self) -> Result<Duration, store::Error> {
        let store = &self.0.context.store;
        let settings = store.settings().await?;
        self.bind(&settings).await?;
        let mut wait = LOOK;
        for crm in Crm::ALL {
            if let Some(sooner) = self.round_of(crm, &settings).await? {
                wait = wait.min(sooner);
            }
        }
        Ok(wait)
    }

    async fn round_of(
        &self,
        crm: Crm,
        settings: &Settings,
    ) -> Result<Option<Duration>, store::Error> {
        let (inner, context) = (&*self.0, &self.0.context);
        let now = context.clock.now();
        let Some(due_at) = context.store.next_due(crm).await? else {
            return Ok(None);
        };
        let rests_until = self.rests_until(crm);
        if due_at.max(rests_until) > now {
            return Ok(Some(millis(due_at.max(rests_until) - now)));
        }
        let limit = u32::try_from(inner.slots.available_permits())
            .unwrap_or(AT_ONCE)
            .min(AT_ONCE);
        if limit == 0 {
            return Ok(None);
        }
        let (creation, _) = context.store.record_creation().await?;
        let budget = Arc::clone(&inner.budgets[&crm]);
        let creation = creation.on(Some(crm));
        let scene = Scene::of(crm, settings, creation, context, budget).await?;
        let Some(scene) = scene else {
            return Ok(None);
        };
        let scene = Arc::new(scene);
        let leases = context
            .store
            .claim(crm, &inner.me, limit, now, now + LEASE_MS)
            .await?;
        let is_full = leases.len() == limit as usize;
        for lease in leases {
            let slot = Arc::clone(&inner.slots).acquire_owned().await;
            let slot = slot.expect("the slots are never closed");
            let delivering = self.clone().deliver(Arc::clone(&scene), lease, slot);
            context.work.spawn(delivering);
        }
        Ok(is_full.then_some(Duration::ZERO))
    }

    /// Gives lanes that came before a platform was chosen to the one that is.
    async fn bind(&self, settings: &Settings) -> Result<(), store::Error> {
        let (version, at) = (&self.0.bound.0, &self.0.bound.1);
        let now = self.0.context.clock.now();
        let is_new = version.load(Ordering::Relaxed) != settings.version
            || now - at.load(Ordering::Relaxed) > BIND_MS;
        let Some(crm) = settings.agent_platform.filter(|_| is_new) else {
            return Ok(());
        };
        while self.0.context.store.bind_lanes(crm).await? > 0 {}
        version.store(settings.version, Ordering::Relaxed);
        at.store(now, Ordering::Relaxed);
        Ok(())
    }

    /// Delivers what waits in a lane, in order, as long as the lease and its share last.
    async fn deliver(self, scene: Arc<Scene>, mut lease: LaneLease, slot: OwnedSemaphorePermit) {
        for n in 1..=A_LEASE {
            match self.deliver_next(&scene, &mut lease, n == A_LEASE).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    // The lease ends by itself, and what was done is found again.
                    tracing::error!(%error, lane = lease.session, "a delivery broke off");
                    break;
                }
            }
        }
        drop(slot);
        self.0.freed.notify_one();
    }

    /// Delivers what is next; whether there is more under this lease.
    async fn deliver_next(
        &self,
        scene: &Scene,
        lease: &mut LaneLease,
        is_last: bool,
    ) -> Result<bool, store::Error> {
        let context = &self.0.context;
        let lane = context.store.lane(lease).await?;
        let is_waiting = |event: &&Stored| event.state == DeliveryState::Waiting;
        let mut waiting = lane.events.iter().filter(is_waiting);
        let Some(next) = waiting.next() else {
            self.settle(lease, None, Then::Release(context.clock.now()))
                .await?;
            return Ok(false);
        };
        let has_more = waiting.next().is_some();
        // A stop waits for the call under way, and not for all that waits behind it.
        let is_last = is_last || context.work.is_closed();
        let outcome = attempt(context, scene, &self.0.directory, lease, &lane, next).await;
        let now = context.clock.now();
        let then = match outcome.next {
            Next::GoOn if has_more && !is_last => Then::GoOn(now + LEASE_MS),
            Next::GoOn => Then::Release(now),
            Next::After(pause) => Then::Release(now + pause),
            Next::Rest(pause) => {
                self.rest(scene.crm, now + pause);
                Then::Release(now + pause)
            }
            Next::Park => Then::Park,
        };
        let held = self.settle(lease, Some((&next.id, outcome)), then).await?;
        lease.tries = 0;
        Ok(held && matches!(then, Then::GoOn(_)))
    }

    async fn settle(
        &self,
        lease: &LaneLease,
        outcome: Option<(&str, Outcome)>,
        then: Then,
    ) -> Result<bool, store::Error> {
        let context = &self.0.context;
        let settlement = Settlement {
            lane: lease.lane.clone(),
            lease: lease.number,
            delivery: None,
            ended: Ended::Nothing,
            reason: None,
            decided: None,
            record: None,
            calls: Vec::new(),
            then,
            now: context.clock.now(),
        };
        let settlement = match outcome {
            None => settlement,
            Some((delivery, outcome)) => Settlement {
                delivery: Some(delivery.to_owned()),
                ended: outcome.ended,
                reason: Some(outcome.reason),
                decided: outcome.decided,
                record: outcome.record,
                calls: outcome.calls,
                ..settlement
            },
        };
        let held = context.intake.settle(settlement).await?;
        if !held {
            tracing::warn!(
                session = lease.session,
                "a lease was lost before its outcome was written"
            );
        }
        Ok(held)
    }

    fn rests_until(&self, crm: Crm) -> Millis {
        let rests = self.0.rests.lock().unwrap_or_else(PoisonError::into_inner);
        rests.get(&crm).copied().unwrap_or_default()
    }

    fn rest(&self, crm: Crm, until: Millis) {
        let mut rests = self.0.rests.lock().unwrap_or_else(PoisonError::into_inner);
        let known = rests.entry(crm).or_default();
        *known = until.max(*known);
    }
}

fn millis(ms: Millis) -> Duration {
    Duration::from_millis(ms.max(0).unsigned_abs())
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}
