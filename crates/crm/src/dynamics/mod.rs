//! Microsoft Dynamics 365: an application signs in at Entra and enters a Dataverse environment.
//!
//! One verification is a new token, `WhoAmI`, the application user, its roles (direct and by team),
//! and, where none of them is System Administrator, a read of each table that is needed.

mod agents;
mod callers;
mod entra;
mod records;
mod refusal;
mod roles;
#[cfg(test)]
mod tests;
mod verdict;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Check, Crm, Secret,
    parse::{Guid, OrgHost, Tenant},
};
use tokio::time::Instant;

use crate::{
    actor::Actor,
    agent::{Agent, AgentsError},
    answer::{Answer, Step},
    connector::Connector,
    credential::{Body, Credential, fingerprint},
    deadline::{judged, listed},
    endpoint::Host,
    http::Http,
    paging,
    records::Records,
    tokens::{Token, Tokens},
};
pub(crate) use callers::Callers;
use roles::{Role, Roles};

/// Headers of every call, as Microsoft's guide has them.
const HEADERS: [(&str, &str); 3] = [
    ("odata-version", "4.0"),
    ("odata-maxversion", "4.0"),
    ("if-none-match", "null"),
];

/// The same, and how long a page of a list may be.
const PAGED: [(&str, &str); 4] = [
    HEADERS[0],
    HEADERS[1],
    HEADERS[2],
    ("prefer", "odata.maxpagesize=500"),
];

/// Teams that are asked for roles; every user is at least in its business unit's own.
const MOST_TEAMS: usize = 20;

/// One Dataverse environment and the application that enters it.
pub(crate) struct Dynamics {
    http: Http,
    tenant: Tenant,
    organisation: OrgHost,
    app_id: Guid,
    shared: Shared,
}

/// What outlives one connector: all that lead to one environment remember the same.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    tokens: Arc<Tokens>,
    callers: Arc<Callers>,
}

impl Shared {
    /// Its tokens are those of every OAuth client.
    pub(crate) fn new(tokens: &Arc<Tokens>, callers: &Arc<Callers>) -> Self {
        Self {
            tokens: Arc::clone(tokens),
            callers: Arc::clone(callers),
        }
    }
}

impl Dynamics {
    pub(crate) fn new(
        http: Http,
        tenant: Tenant,
        organisation: OrgHost,
        app_id: Guid,
        shared: Shared,
    ) -> Self {
        Self {
            http,
            tenant,
            organisation,
            app_id,
            shared,
        }
    }

    /// A token for the environment that was asked for later than `after`.
    async fn enter(&self, secret: &Secret, after: Option<Instant>) -> Step<Token> {
        let place = format!("{} {}", self.tenant, self.organisation);
        let key = fingerprint(&place, self.app_id.as_str(), secret);
        self.shared
            .tokens
            .get(key, after, || self.buy(secret))
            .await
    }

    /// Asks Entra for a token.
    async fn buy(&self, secret: &Secret) -> Step<Token> {
        let scope = format!("https://{}/.default", self.organisation);
        let plain = [
            ("grant_type", "client_credentials"),
            ("client_id", self.app_id.as_str()),
            ("scope", &scope),
        ];
        let form = Body::form(&plain, &[("client_secret", secret)]);
        let host = Host::entra(self.organisation.cloud());
        let path = format!("/{}/oauth2/v2.0/token", self.tenant);
        let asked = Instant::now();
        entra::token(&self.http.post(&host, &path, form).await?, asked)
    }

    async fn get(&self, table: &str, query: &str, who: &Credential) -> Step<Answer> {
        let host = Host::dataverse(&self.organisation);
        self.http
            .get(
                &host,
                &format!("/api/data/v9.2/{table}"),
                query,
                who,
                &HEADERS,
            )
            .await
    }

    async fn ask(&self, actor: Actor<'_>) -> Step<Check> {
        let secret = actor.secret()?;
        let who = self.enter(secret, Some(Instant::now())).await?.who;
        let id = verdict::user_id(&self.get("WhoAmI", "", &who).await?)?;
        let user = self
            .get(&format!("systemusers({id})"), verdict::USER, &who)
            .await?;
        verdict::user(&user, &self.app_id)?;
        let roles = self.roles(&id, &who).await?;
        if roles.admin().is_some() || roles.is_empty() {
            return Ok(verdict::conclude(&user, &self.app_id, &roles));
        }
        let (incidents, contacts, users) = tokio::join!(
            self.get("incidents", "$select=incidentid&$top=1", &who),
            self.get("contacts", "$select=contactid&$top=1", &who),
            self.get("systemusers", "$select=systemuserid&$top=1", &who),
        );
        match verdict::probes(&[incidents?, contacts?, users?]) {
            Ok(()) => Ok(verdict::conclude(&user, &self.app_id, &roles)),
            Err(check) => Ok(verdict::named(*check, &user, &self.app_id, &roles)),
        }
    }

    /// The roles held directly, and those held by team if System Administrator is not among the first.
    async fn roles(&self, id: &Guid, who: &Credential) -> Step<Roles> {
        let direct = self
            .get(
                &format!("systemusers({id})/systemuserroles_association"),
                Role::SELECT,
                who,
            )
            .await?;
        let mut roles = roles::direct(&direct)?;
        if roles.admin().is_some() {
            return Ok(roles);
        }
        let teams = self
            .get(
                &format!("systemusers({id})/teammembership_association"),
                "$select=teamid",
                who,
            )
            .await?;
        for team in roles::teams(&teams)?.into_iter().take(MOST_TEAMS) {
            let more = self
                .get(
                    &format!("teams({team})/teamroles_association"),
                    Role::SELECT,
                    who,
                )
                .await?;
            roles.extend(roles::by_team(&more)?);
        }
        Ok(roles)
    }

    /// The list; where it is a cached token that is refused, once more with a new one.
    async fn list(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        let secret = actor.secret()?;
        let began = Instant::now();
        let token = self.enter(secret, None).await?;
        let first = self.list_as(&token.who).await;
        if token.asked < began && first.as_ref().is_err_and(AgentsError::is_token_dead) {
            let token = self.enter(secret, Some(token.asked)).await?;
            return self.list_as(&token.who).await;
        }
        first
    }

    async fn list_as(&self, who: &Credential) -> Result<Vec<Agent>, AgentsError> {
        let host = Host::dataverse(&self.organisation);
        let host = &host;
        let get = |query: String| async move {
            self.http
                .get(host, "/api/data/v9.2/systemusers", &query, who, &PAGED)
                .await
        };
        paging::all(agents::FIRST, self.http.limits.pages, get, agents::page).await
    }
}

#[async_trait]
impl Connector for Dynamics {
    async fn verify(&self, actor: Actor<'_>) -> Check {
        judged(Crm::Dynamics, self.http.limits.whole, self.ask(actor)).await
    }

    async fn agents(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        listed(Crm::Dynamics, self.http.limits.list, self.list(actor)).await
    }

    fn records(&self) -> Option<&dyn Records> {
        Some(self)
    }
}
