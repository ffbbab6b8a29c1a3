//! The queues of this process: one task at a time renews the tokens of a link.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::Check;
use tokio::{sync::Mutex as Queue, time::Instant};

/// One queue per link; what waits in it sees what the last renewal came to, if that was refused.
#[derive(Debug, Default)]
pub(crate) struct Queues(Mutex<HashMap<String, Arc<Queue<Option<Refusal>>>>>);

/// What the last renewal of a link came to.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) check: Box<Check>,
    /// Of the tokens of this generation.
    pub(crate) generation: i64,
    pub(crate) at: Instant,
}

impl Queues {
    /// The queue of this link.
    pub(crate) fn of(&self, id: &str) -> Arc<Queue<Option<Refusal>>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those of links that are gone, or that nobody waits for.
        queues.retain(|_, queue| {
            Arc::strong_count(queue) > 1 || queue.try_lock().is_ok_and(|last| last.is_some())
        });
        queues.entry(id.to_owned()).or_default().clone()
    }
}
