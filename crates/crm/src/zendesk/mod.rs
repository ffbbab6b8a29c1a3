//! Zendesk Support: an API token with a user's e-mail address, or an OAuth client with its secret.
//!
//! Sources: `users/me` and `users` of the Support API v2. Neither kind of credential says itself whom
//! it acts as; `users/me` does.

mod agents;
mod client;
mod records;
mod refusal;
#[cfg(test)]
mod tests;
mod verdict;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Cause, Check, Crm, Secret,
    parse::{Email, Label},
};
use tokio::time::Instant;

use crate::{
    actor::Actor,
    agent::{Agent, AgentsError},
    answer::{Answer, Step},
    connector::Connector,
    credential::{Credential, fingerprint},
    deadline::{judged, listed},
    endpoint::Host,
    http::Http,
    paging,
    records::Records,
    tokens::Tokens,
};
use verdict::Typed;

/// One Zendesk account and one way into it.
pub(crate) struct Zendesk {
    http: Http,
    host: Host,
    way: Way,
}

enum Way {
    /// With an API token, in this user's name.
    Token(Email),
    /// As the OAuth client of this id.
    Client { id: String, tokens: Arc<Tokens> },
}

/// A credential on hand.
struct Entry {
    who: Credential,
    /// Of a token that was not made for this call: when it was asked for.
    cached: Option<Instant>,
}

impl Zendesk {
    /// With an API token.
    pub(crate) fn new(http: Http, subdomain: &Label, email: Email) -> Self {
        Self {
            http,
            host: Host::zendesk(subdomain),
            way: Way::Token(email),
        }
    }

    /// As an OAuth client.
    pub(crate) fn client(http: Http, subdomain: &Label, id: String, tokens: Arc<Tokens>) -> Self {
        Self {
            http,
            host: Host::zendesk(subdomain),
            way: Way::Client { id, tokens },
        }
    }

    /// A credential; a client's token is one asked for later than `after`.
    async fn enter(&self, secret: &Secret, after: Option<Instant>) -> Step<Entry> {
        match &self.way {
            Way::Token(email) => Ok(Entry {
                who: Credential::basic(&format!("{email}/token"), secret)?,
                cached: None,
            }),
            Way::Client { id, tokens } => {
                let began = Instant::now();
                let key = fingerprint(&self.host.to_string(), id, secret);
                let buy = || client::buy(&self.http, &self.host, id, secret);
                let token = tokens.get(key, after, buy).await?;
                Ok(Entry {
                    cached: (token.asked < began).then_some(token.asked),
                    who: token.who,
                })
            }
        }
    }

    async fn get(&self, path: &str, query: &str, who: &Credential) -> Step<Answer> {
        let answer = self.http.get(&self.host, path, query, who, &[]).await?;
        match (&self.way, answer.status) {
            (Way::Client { .. }, 403) => Err(refusal::forbidden(&answer, Cause::ScopeTooSmall)),
            _ => Ok(answer),
        }
    }

    async fn ask(&self, actor: Actor<'_>) -> Step<Check> {
        let secret = actor.secret()?;
        let entry = self.enter(secret, Some(Instant::now())).await?;
        let answer = self.get("/api/v2/users/me", "", &entry.who).await?;
        let typed = match &self.way {
            Way::Token(email) => Typed::Email(email),
            Way::Client { id, .. } => Typed::Client(id),
        };
        verdict::read(&answer, typed)
    }

    /// The list; where it is a cached token that is refused, once more with a new one.
    async fn list(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        let secret = actor.secret()?;
        let entry = self.enter(secret, None).await?;
        let first = self.list_as(&entry.who).await;
        match (&first, entry.cached) {
            (Err(error), Some(_)) if error.is_token_dead() => {
                let entry = self.enter(secret, entry.cached).await?;
                self.list_as(&entry.who).await
            }
            _ => first,
        }
    }

    async fn list_as(&self, who: &Credential) -> Result<Vec<Agent>, AgentsError> {
        let get = |query: String| async move { self.get("/api/v2/users", &query, who).await };
        paging::all(agents::FIRST, self.http.limits.pages, get, agents::page).await
    }
}

#[async_trait]
impl Connector for Zendesk {
    async fn verify(&self, actor: Actor<'_>) -> Check {
        judged(Crm::Zendesk, self.http.limits.whole, self.ask(actor)).await
    }

    async fn agents(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        listed(Crm::Zendesk, self.http.limits.list, self.list(actor)).await
    }

    fn records(&self) -> Option<&dyn Records> {
        Some(self)
    }
}
