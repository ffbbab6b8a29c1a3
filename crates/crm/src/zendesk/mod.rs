//! Zendesk Support: a user's e-mail address and an API token, sent as Basic credentials.
//!
//! Sources: `users/me` and `users` of the Support API v2. A token has no owner of its own, so the
//! address decides who acts.

mod agents;
#[cfg(test)]
mod tests;
mod verdict;

use async_trait::async_trait;
use domain::{
    Check, Crm, Secret,
    parse::{Email, Label},
};

use crate::{
    agent::{Agent, AgentsError},
    answer::Step,
    connector::{Connector, judged, listed},
    credential::Credential,
    endpoint::Host,
    http::Http,
    paging::Pages,
};

/// One Zendesk account and the user an API token speaks for.
pub(crate) struct Zendesk {
    http: Http,
    host: Host,
    email: Email,
}

impl Zendesk {
    pub(crate) fn new(http: Http, subdomain: &Label, email: Email) -> Self {
        Self {
            http,
            host: Host::zendesk(subdomain),
            email,
        }
    }

    fn credential(&self, secret: &Secret) -> Step<Credential> {
        Credential::basic(&format!("{}/token", self.email), secret)
    }

    async fn ask(&self, secret: &Secret) -> Step<Check> {
        let who = self.credential(secret)?;
        let answer = self
            .http
            .get(&self.host, "/api/v2/users/me", "", &who, &[])
            .await?;
        verdict::read(&answer, &self.email)
    }

    async fn list(&self, secret: &Secret) -> Result<Vec<Agent>, AgentsError> {
        let who = self.credential(secret)?;
        let mut pages = Pages::from(agents::FIRST, self.http.limits.pages);
        let mut found = Vec::new();
        while let Some(query) = pages.query() {
            let answer = self
                .http
                .get(&self.host, "/api/v2/users", query, &who, &[])
                .await?;
            let (agents, next) = agents::page(&answer)?;
            found.extend(agents);
            pages.turn(next)?;
        }
        Ok(found)
    }
}

#[async_trait]
impl Connector for Zendesk {
    async fn verify(&self, secret: &Secret) -> Check {
        judged(Crm::Zendesk, self.http.limits.whole, self.ask(secret)).await
    }

    async fn agents(&self, secret: &Secret) -> Result<Vec<Agent>, AgentsError> {
        listed(Crm::Zendesk, self.http.limits.list, self.list(secret)).await
    }
}
