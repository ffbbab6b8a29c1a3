//! How to get at the CRM a connection leads to.

use std::sync::Arc;

use domain::Connection;

use crate::{
    connector::Connector,
    dynamics::{Callers, Dynamics, Shared},
    endpoint::Destination,
    http::{Http, SetupError},
    kustomer::Kustomer,
    limits::Limits,
    salesforce::{App, Salesforce},
    tokens::Tokens,
    zendesk::Zendesk,
};

/// The connectors of all CRMs; cheap to clone, and clones share the tokens of OAuth clients.
#[derive(Clone)]
pub struct Connectors {
    http: Http,
    tokens: Arc<Tokens>,
    callers: Arc<Callers>,
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
            callers: Arc::default(),
        })
    }

    /// The connector a connection leads to. Salesforce is entered by a grant, the others by a secret.
    #[must_use]
    pub fn to(&self, connection: &Connection) -> Box<dyn Connector> {
        let http = self.http.clone();
        match connection.clone() {
            Connection::Kustomer { subdomain } => Box::new(Kustomer::new(http, subdomain)),
            Connection::Dynamics {
                tenant,
                organisation,
                app_id,
            } => {
                let shared = Shared::new(&self.tokens, &self.callers);
                Box::new(Dynamics::new(http, tenant, organisation, app_id, shared))
            }
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
            Connection::Salesforce {
                login,
                consumer_key,
                org,
            } => Box::new(Salesforce::new(
                http,
                App {
                    login,
                    consumer_key,
                    org,
                },
            )),
        }
    }

    /// The organisation that is entered by this app, with the way to its grants.
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
