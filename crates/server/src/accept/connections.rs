//! The connections there are, and which one makes room when there are too many.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::idle::Activity;

/// How often it is looked for one that makes room.
const LOOK: Duration = Duration::from_millis(100);

/// All of them, up to a cap.
#[derive(Debug)]
pub(super) struct Connections {
    places: Arc<Semaphore>,
    open: Mutex<HashMap<u64, (Activity, CancellationToken)>>,
    next: AtomicU64,
}

/// One that has its place until it is dropped.
#[derive(Debug)]
pub(super) struct Connection {
    id: u64,
    activity: Activity,
    evicted: CancellationToken,
    all: Arc<Connections>,
    _place: OwnedSemaphorePermit,
}

impl Connections {
    pub(super) fn new(cap: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(cap)),
            open: Mutex::default(),
            next: AtomicU64::default(),
        }
    }

    /// A place for one more. At the cap an idle one is closed for it; where all are busy, it waits.
    pub(super) async fn enter(self: &Arc<Self>) -> Connection {
        let place = loop {
            if self.places.available_permits() == 0 {
                self.evict();
            }
            // One that is busy now may be idle soon.
            if let Ok(place) = timeout(LOOK, self.places.clone().acquire_owned()).await {
                break place;
            }
        };
        let connection = Connection {
            id: self.next.fetch_add(1, Ordering::Relaxed),
            activity: Activity::new(),
            evicted: CancellationToken::new(),
            all: self.clone(),
            _place: place.expect("it is never closed"),
        };
        let state = (connection.activity.clone(), connection.evicted.clone());
        self.lock().insert(connection.id, state);
        connection
    }

    /// Closes the one that has been idle longest, those that never asked anything first.
    fn evict(&self) {
        let open = self.lock();
        let idle = open.values().filter_map(|(activity, evicted)| {
            let since = activity.idle_since()?;
            (!evicted.is_cancelled()).then_some(((activity.has_asked(), since), evicted))
        });
        if let Some((_, evicted)) = idle.min_by_key(|(order, _)| *order) {
            evicted.cancel();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, (Activity, CancellationToken)>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    pub(super) fn activity(&self) -> Activity {
        self.activity.clone()
    }

    /// Ends when another one needs the place.
    pub(super) async fn evicted(&self) {
        self.evicted.cancelled().await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.all.lock().remove(&self.id);
    }
}

/// Half of the descriptors this process may have: the rest is for the database, the CRMs and files.
pub(crate) fn default_cap() -> usize {
    #[cfg(unix)]
    let descriptors = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    let descriptors = None;
    let descriptors = descriptors.and_then(|number: u64| usize::try_from(number).ok());
    (descriptors.unwrap_or(4096) / 2).clamp(16, 2048)
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn at_the_cap_the_oldest_that_never_asked_makes_room() {
        let connections = Arc::new(Connections::new(3));
        let regular = connections.enter().await;
        drop(regular.activity().busy());
        advance(Duration::from_secs(1)).await;
        let silent = connections.enter().await;
        advance(Duration::from_secs(1)).await;
        let busy = connections.enter().await;
        let _request = busy.activity().busy();
        let waiting = timeout(LOOK / 2, connections.enter()).await;
        assert!(
            waiting.is_err(),
            "the place is free once the task has ended"
        );
        timeout(Duration::from_millis(1), silent.evicted())
            .await
            .expect("it makes room");
        drop(silent);
        let _next = connections.enter().await;
        let kept = timeout(Duration::from_millis(1), regular.evicted()).await;
        assert!(kept.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn where_all_are_busy_nobody_is_cut_off() {
        let connections = Arc::new(Connections::new(1));
        let busy = connections.enter().await;
        let _request = busy.activity().busy();
        assert!(
            timeout(Duration::from_secs(60), connections.enter())
                .await
                .is_err()
        );
        let cut = timeout(Duration::from_millis(1), busy.evicted()).await;
        assert!(cut.is_err());
    }
}
