//! What delivery works with: handed in by whoever runs it.

use std::sync::Arc;

use async_trait::async_trait;
use crm::{Connectors, salesforce::Grant};
use domain::{Crm, Panel};
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

/// Gives the grant of whichever linked administrator acts.
#[async_trait]
pub trait Grants: Send + Sync {
    /// The grant of the link that acts; none where no link does.
    ///
    /// # Errors
    /// The store's.
    async fn acting(&self, panel: &Panel) -> Result<Option<Grant>, store::Error>;
}

/// Nobody is linked.
#[async_trait]
impl Grants for () {
    async fn acting(&self, _: &Panel) -> Result<Option<Grant>, store::Error> {
        Ok(None)
    }
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
    /// Where linked administrators' grants come from.
    pub grants: Arc<dyn Grants>,
    /// Woken when there is something to deliver.
    pub arrived: Arc<Notify>,
    /// Calls under way, which a stop waits for.
    pub work: TaskTracker,
    /// How many lanes are delivered at once.
    pub lanes: usize,
    /// How many calls a minute a CRM gets; where none is given, four fifths of what it says it takes.
    pub calls_per_minute: Option<u32>,
}
