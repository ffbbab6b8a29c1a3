//! What every CRM can be asked, and how to get at the one a connection leads to.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::{Cause, Check, Connection, Crm, Secret, Verdict};

use crate::{
    agent::{Agent, AgentsError},
    answer::Step,
    dynamics::Dynamics,
    endpoint::Destination,
    http::{Http, Limits, SetupError},
    kustomer::Kustomer,
    salesforce::{App, Salesforce, Unlinked},
    tokens::Tokens,
    zendesk::Zendesk,
};

/// One connection to one CRM.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Asks the CRM whether it accepts the connection with this secret, and with which rights.
    async fn verify(&self, secret: &Secret) -> Check;

    /// Lists the people a record can be assigned to.
    ///
    /// # Errors
    /// The answer that ended the list, classified, or a list without end.
    async fn agents(&self, secret: &Secret) -> Result<Vec<Agent>, AgentsError>;
}

/// The connectors of all CRMs; cheap to clone, and clones share the tokens of OAuth clients.
#[derive(Clone)]
pub struct Connectors {
    http: Http,
    tokens: Arc<Tokens>,
}

impl Connectors {
    /// Connectors to the real CRMs or to a sandbox.
    ///
    /// # Errors
    /// If no HTTPS client can be made.
    pub fn new(destination: Destination) -> Result<Self, SetupError> {
        Self::with_limits(destination, Limits::default())
    }

    /// The same with other limits, for tests that do not wait ten seconds.
    ///
    /// # Errors
    /// If no HTTPS client can be made.
    pub fn with_limits(destination: Destination, limits: Limits) -> Result<Self, SetupError> {
        Ok(Self {
            http: Http::new(destination, limits)?,
            tokens: Arc::default(),
        })
    }

    /// The connector a connection leads to. That of Salesforce answers `unverified` without asking:
    /// its links are verified by [`Connectors::salesforce`].
    #[must_use]
    pub fn to(&self, connection: &Connection) -> Box<dyn Connector + Send + Sync> {
        let http = self.http.clone();
        match connection.clone() {
            Connection::Kustomer { subdomain } => Box::new(Kustomer::new(http, subdomain)),
            Connection::Dynamics {
                tenant,
                organisation,
                app_id,
            } => Box::new(Dynamics::new(http, tenant, organisation, app_id)),
            Connection::Zendesk { subdomain, email } => {
                Box::new(Zendesk::new(http, &subdomain, email))
            }
            Connection::ZendeskClient {
                subdomain,
                client_id,
            } => {
                let tokens = Arc::clone(&self.tokens);
                Box::new(Zendesk::client(http, &subdomain, client_id, tokens))
            }
            Connection::Salesforce { .. } => Box::new(Unlinked),
        }
    }

    /// The organisation that is entered by this app.
    #[must_use]
    pub fn salesforce(&self, app: &App) -> Salesforce {
        Salesforce::new(self.http.clone(), app.clone())
    }

    /// Whether the CRMs are imitated.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        matches!(self.http.destination(), Destination::Sandbox(_))
    }
}

/// A verification within its time, and in the log.
pub(crate) async fn judged(
    crm: Crm,
    limit: Duration,
    work: impl Future<Output = Step<Check>>,
) -> Check {
    let check = match tokio::time::timeout(limit, work).await {
        Ok(Ok(check)) => check,
        Ok(Err(check)) => *check,
        Err(_) => too_late(),
    };
    let Check {
        verdict,
        cause,
        ref detail,
        ref warnings,
        ..
    } = check;
    tracing::info!(
        crm = crm.key(),
        ?verdict,
        ?cause,
        ?warnings,
        status = detail.status,
        code = detail.code,
        "a connection was verified"
    );
    check
}

/// A list within its time, and in the log.
pub(crate) async fn listed(
    crm: Crm,
    limit: Duration,
    work: impl Future<Output = Result<Vec<Agent>, AgentsError>>,
) -> Result<Vec<Agent>, AgentsError> {
    let agents = tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(Box::new(too_late()).into()));
    match &agents {
        Ok(agents) => tracing::info!(crm = crm.key(), count = agents.len(), "agents were listed"),
        Err(error) => tracing::info!(crm = crm.key(), %error, "agents were not listed"),
    }
    agents
}

fn too_late() -> Check {
    Check {
        cause: Some(Cause::TimedOut),
        ..Check::of(Verdict::Unreachable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_client_starts_or_says_what_it_lacks() {
        match Connectors::new(Destination::Real) {
            Ok(connectors) => assert!(!connectors.is_sandbox()),
            Err(error) => assert!(error.to_string().contains("CA certificates"), "{error}"),
        }
    }
}
