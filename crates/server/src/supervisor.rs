//! Background tasks that come back: one that panics or ends is started again, later each time, and
//! until it has run for a while again it counts as down. By hand: it is a loop, and readiness has to see
//! into it.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

/// The first pause before a restart; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How long a task has to run to count as well again.
const STEADY: Duration = Duration::from_secs(5);

/// What runs beside the requests. Dropping it ends all of it.
#[derive(Default)]
pub(crate) struct Supervisor {
    tasks: JoinSet<()>,
    standing: Standing,
}

/// Which tasks are down, and a word at each restart.
#[derive(Clone, Default)]
pub(crate) struct Standing(Arc<Mutex<BTreeSet<&'static str>>>);

impl Standing {
    /// The tasks that have ended and do not run steadily yet.
    pub(crate) fn down(&self) -> Vec<&'static str> {
        let down = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        down.iter().copied().collect()
    }

    fn set(&self, name: &'static str, is_down: bool) {
        let mut down = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if is_down {
            down.insert(name);
        } else {
            down.remove(name);
        }
    }
}

impl Supervisor {
    pub(crate) fn new(standing: Standing) -> Self {
        Self {
            tasks: JoinSet::new(),
            standing,
        }
    }

    /// Runs what `make` makes, for ever: it is called again whenever that ends.
    pub(crate) fn keep<F>(
        &mut self,
        name: &'static str,
        make: impl Fn() -> F + Send + 'static,
        restarted: impl Fn(&'static str) + Send + 'static,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let standing = self.standing.clone();
        self.tasks.spawn(async move {
            let mut pause = FIRST_PAUSE;
            loop {
                // A set of one: with the supervisor the task ends, too.
                let mut task = JoinSet::new();
                task.spawn(make());
                let mut ended = timeout(STEADY, task.join_next()).await;
                if ended.is_err() {
                    standing.set(name, false);
                    pause = FIRST_PAUSE;
                    ended = Ok(task.join_next().await);
                }
                standing.set(name, true);
                let has_panicked = matches!(ended, Ok(Some(Err(_))));
                tracing::error!(task = name, has_panicked, "a background task ended");
                sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
                restarted(name);
            }
        });
    }

    /// Ends all of it.
    pub(crate) async fn shutdown(mut self) {
        self.tasks.shutdown().await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_is_down_comes_back_later_each_time_and_is_well_once_it_runs() {
        let (standing, starts) = (Standing::default(), Arc::new(AtomicU32::default()));
        let mut supervisor = Supervisor::new(standing.clone());
        let (count, restarts) = (starts.clone(), Arc::new(AtomicU32::default()));
        let counted = restarts.clone();
        let make = move || {
            let start = count.fetch_add(1, Ordering::Relaxed);
            async move {
                assert!(start > 2, "not yet");
                std::future::pending::<()>().await;
            }
        };
        supervisor.keep("scheduler", make, move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        sleep(Duration::from_millis(500)).await;
        assert_eq!(standing.down(), ["scheduler"]);
        // After 1 s, 2 s and 4 s.
        sleep(Duration::from_millis(6000)).await;
        assert_eq!(starts.load(Ordering::Relaxed), 3);
        sleep(Duration::from_secs(1)).await;
        assert_eq!(starts.load(Ordering::Relaxed), 4);
        assert_eq!(standing.down(), ["scheduler"], "it has only just begun");
        sleep(STEADY).await;
        assert!(standing.down().is_empty());
        assert_eq!(restarts.load(Ordering::Relaxed), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn with_the_supervisor_its_tasks_end() {
        let mut supervisor = Supervisor::default();
        let alive = Arc::new(());
        let held = alive.clone();
        let make = move || {
            let held = held.clone();
            async move {
                let _held = held;
                std::future::pending::<()>().await;
            }
        };
        supervisor.keep("notifications", make, |_| {});
        sleep(Duration::from_secs(1)).await;
        supervisor.shutdown().await;
        sleep(Duration::from_secs(1)).await;
        assert_eq!(Arc::strong_count(&alive), 1);
    }
}
