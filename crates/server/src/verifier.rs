//! Who asks the CRMs: behind a trait, so that the API is tried without them.

use async_trait::async_trait;
use crm::{
    Connectors,
    salesforce::{self, Salesforce},
};
use domain::{Check, Connection, Secret};

/// Asks a CRM what it makes of a connection.
#[async_trait]
pub trait Verifier: Send + Sync + 'static {
    /// One verification; whatever happens is a verdict.
    async fn verify(&self, connection: &Connection, secret: &Secret) -> Check;

    /// The way to a Salesforce organisation, for linking its administrators; none where there is none.
    fn salesforce(&self, _app: &salesforce::App) -> Option<Salesforce> {
        None
    }
}

/// Asks through the connectors.
pub struct CrmVerifier(Connectors);

impl CrmVerifier {
    /// Asks through these connectors.
    #[must_use]
    pub fn new(connectors: Connectors) -> Self {
        Self(connectors)
    }
}

#[async_trait]
impl Verifier for CrmVerifier {
    async fn verify(&self, connection: &Connection, secret: &Secret) -> Check {
        self.0.to(connection).verify(secret.into()).await
    }

    fn salesforce(&self, app: &salesforce::App) -> Option<Salesforce> {
        Some(self.0.salesforce(app))
    }
}
