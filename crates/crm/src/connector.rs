//! The port every CRM is behind: what can be asked of it, and in whose name.

use async_trait::async_trait;
use domain::Check;

use crate::{
    actor::Actor,
    agent::{Agent, AgentsError},
    records::Records,
};

/// One connection to one CRM. An actor of a kind that this CRM does not take is `unverified`, and
/// nobody is asked.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Asks the CRM whether it accepts the actor, and with which rights.
    async fn verify(&self, actor: Actor<'_>) -> Check;

    /// Lists the people a record can be assigned to.
    ///
    /// # Errors
    /// The answer that ended the list, classified, or a list without end.
    async fn agents(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError>;

    /// The way to its records, if they can be written.
    fn records(&self) -> Option<&dyn Records> {
        None
    }
}
