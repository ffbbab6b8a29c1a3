//! Kustomer: an API key, which is a JWT of a machine user and valid for one organisation.
//!
//! What the key says of itself is a hint; whether it is alive, whose it is and what it may do is
//! asked of `auth/tokens/current`, `users/current` and, where no role says so, the list of users.

mod agents;
mod records;
mod refusal;
mod rights;
#[cfg(test)]
mod tests;
mod verdict;

use async_trait::async_trait;
use domain::{Check, Crm, parse::Label};

use crate::{
    actor::Actor,
    agent::{Agent, AgentsError},
    answer::{Answer, Step},
    connector::Connector,
    credential::{Credential, claim},
    deadline::{judged, listed},
    endpoint::Host,
    http::Http,
    paging,
    records::Records,
};
use rights::Rights;
use verdict::{Claim, Known};

/// One Kustomer organisation.
pub(crate) struct Kustomer {
    http: Http,
    host: Host,
    subdomain: Label,
}

impl Kustomer {
    pub(crate) fn new(http: Http, subdomain: Label) -> Self {
        Self {
            http,
            host: Host::kustomer(&subdomain),
            subdomain,
        }
    }

    async fn get(&self, path: &str, query: &str, who: &Credential) -> Step<Answer> {
        self.http.get(&self.host, path, query, who, &[]).await
    }

    async fn ask(&self, actor: Actor<'_>) -> Step<Check> {
        let secret = actor.secret()?;
        let who = Credential::bearer(secret)?;
        let claim = Claim::of(claim(secret, "orgName").as_deref(), &self.subdomain);
        let token = verdict::alive(self.get("/v1/auth/tokens/current", "", &who).await?, claim)?;
        let user = verdict::user(self.get("/v1/users/current", "", &who).await?, claim)?;
        let known = Known::from(token, &user, &self.subdomain);
        match known.rights() {
            Rights::Admin(role) => Ok(known.admin(role, claim)),
            Rights::None => Ok(known.not_admin()),
            Rights::Unknown => Ok(known.unknown()),
            Rights::Permissions => {
                let users = self.get("/v1/users", agents::FIRST, &who).await?;
                known.probed(&users, claim)
            }
        }
    }

    async fn list(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        let secret = actor.secret()?;
        let who = Credential::bearer(secret)?;
        let who = &who;
        let get = |query: String| async move { self.get("/v1/users", &query, who).await };
        paging::all(agents::FIRST, self.http.limits.pages, get, agents::page).await
    }
}

#[async_trait]
impl Connector for Kustomer {
    async fn verify(&self, actor: Actor<'_>) -> Check {
        judged(Crm::Kustomer, self.http.limits.whole, self.ask(actor)).await
    }

    async fn agents(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        listed(Crm::Kustomer, self.http.limits.list, self.list(actor)).await
    }

    fn records(&self) -> Option<&dyn Records> {
        Some(self)
    }
}
