//! What delivery works with: handed in by whoever runs it.

use std::sync::Arc;

use async_trait::async_trait;
use crm::Connectors;
use domain::Crm;
use store::{Clock, Intake, Store};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

/// Asks about a credential that a write was refused with, by the rules that stand for every probe.
#[async_trait]
pub trait Suspicion: Send + Sync {
    /// Probes the stored connection and notes the word. Whether the credential is still accepted; `None`
    /// where nobody knows.
    async fn probe(&self, crm: Crm) -> Option<bool>;
}

/// What delivery is made of.
#[derive(Clone)]
pub struct Context {
    /// Where lanes are leased and connections kept.
    pub store: Store,
    /// Where outcomes are written.
    pub intake: Intake,
    /// The ways to the CRMs.
    pub connectors: Connectors,
    /// The time.
    pub clock: Clock,
    /// Who asks about a suspicious credential.
    pub suspicion: Arc<dyn Suspicion>,
    /// Woken when there is something to deliver.
    pub arrived: Arc<Notify>,
    /// Calls under way, which a stop waits for.
    pub work: TaskTracker,
    /// How many lanes are delivered at once.
    pub lanes: usize,
    /// How many calls a minute a CRM gets; where none is given, four fifths of what it says it takes.
    pub calls_per_minute: Option<u32>,
}
