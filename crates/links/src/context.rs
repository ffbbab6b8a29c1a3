//! What the service works with: handed in by whoever runs it, be it a server, a worker or a test.

use std::{fmt, sync::Arc};

use crm::Connectors;
use domain::{Crm, Millis, Verdict};
use store::{Clock, Store};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::queues::Queues;

/// The CRM whose administrators are linked.
pub const CRM: Crm = Crm::Salesforce;

/// Hears what is worth counting.
pub trait Observer: Send + Sync {
    /// A CRM was asked, and said this.
    fn verified(&self, crm: Crm, verdict: Verdict, at: Millis);
    /// A Salesforce token was asked for by its refresh token.
    fn refreshed(&self);
    /// Another linked administrator acts from now on.
    fn failed_over(&self);
}

/// Nobody listens.
impl Observer for () {
    fn verified(&self, _: Crm, _: Verdict, _: Millis) {}
    fn refreshed(&self) {}
    fn failed_over(&self) {}
}

/// What the service is made of.
#[derive(Clone)]
pub struct Context {
    /// Where links and their tokens are kept.
    pub store: Store,
    /// The way to Salesforce.
    pub connectors: Connectors,
    /// The time.
    pub clock: Clock,
    /// Who counts.
    pub observer: Arc<dyn Observer>,
    /// Work that goes on when its caller has gone, and that a stop waits for.
    pub work: TaskTracker,
    /// Woken when something new is known of a connection.
    pub changed: Arc<Notify>,
    /// Where Salesforce sends a signed-in administrator back to.
    pub redirect_uri: String,
}

/// The linked administrators; cheap to clone, and clones share the queues of renewals.
#[derive(Clone)]
pub struct Links {
    pub(crate) store: Store,
    pub(crate) connectors: Connectors,
    pub(crate) clock: Clock,
    pub(crate) observer: Arc<dyn Observer>,
    pub(crate) work: TaskTracker,
    pub(crate) changed: Arc<Notify>,
    pub(crate) redirect_uri: Arc<str>,
    pub(crate) queues: Arc<Queues>,
}

impl Links {
    /// The service in this surrounding.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self {
            store: context.store,
            connectors: context.connectors,
            clock: context.clock,
            observer: context.observer,
            work: context.work,
            changed: context.changed,
            redirect_uri: context.redirect_uri.into(),
            queues: Arc::default(),
        }
    }
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Links").finish_non_exhaustive()
    }
}
