//! What the service works with.

use std::sync::Arc;

use health::{Probe, notifications::Notifications};
use links::Links;
use store::{Clock, Store};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

/// The settings and what is done with them; cheap to clone.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) store: Store,
    pub(crate) probe: Probe,
    pub(crate) links: Links,
    pub(crate) notifications: Notifications,
    pub(crate) clock: Clock,
    /// Work that goes on when its caller has gone, and that a stop waits for.
    pub(crate) work: TaskTracker,
    /// Woken when something new is known of a connection.
    pub(crate) changed: Arc<Notify>,
}
