//! Who asks the CRMs: behind a trait, so that services are tried without them.

use async_trait::async_trait;
use domain::{Check, Connection, Secret};

use crate::connectors::Connectors;

/// Asks a CRM what it makes of a connection.
#[async_trait]
pub trait Verifier: Send + Sync + 'static {
    /// One verification; whatever happens is a verdict.
    async fn verify(&self, connection: &Connection, secret: &Secret) -> Check;
}

#[async_trait]
impl Verifier for Connectors {
    async fn verify(&self, connection: &Connection, secret: &Secret) -> Check {
        self.to(connection).verify(secret.into()).await
    }
}
