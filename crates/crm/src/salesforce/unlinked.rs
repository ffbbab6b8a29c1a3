//! What can be said of a Salesforce connection without a link: nothing.
//!
//! A consumer secret is proved by a grant only; links are verified one by one, by
//! [`super::Salesforce::refresh`] and [`super::Salesforce::identify`].

use async_trait::async_trait;
use domain::{Check, Secret, Verdict};

use crate::{
    agent::{Agent, AgentsError},
    connector::Connector,
};

/// A connection to Salesforce, taken as if its secret were a credential.
pub(crate) struct Unlinked;

#[async_trait]
impl Connector for Unlinked {
    /// Always unverified; nobody is asked.
    async fn verify(&self, _: &Secret) -> Check {
        Check::of(Verdict::Unverified)
    }

    async fn agents(&self, _: &Secret) -> Result<Vec<Agent>, AgentsError> {
        Err(Box::new(Check::of(Verdict::Unverified)).into())
    }
}
