//! Microsoft Dynamics 365: an application signs in at Entra and enters a Dataverse environment.
//!
//! One verification is a new token, `WhoAmI`, the application user, its roles (direct and by team),
//! and, where none of them is System Administrator, a read of each table that is needed.

mod agents;
mod entra;
mod refusal;
mod roles;
#[cfg(test)]
mod tests;
mod verdict;

use async_trait::async_trait;
use domain::{
    Check, Crm, Secret,
    parse::{Guid, OrgHost, Tenant},
};

use crate::{
    actor::Actor,
    agent::{Agent, AgentsError},
    answer::{Answer, Step},
    connector::Connector,
    credential::{Body, Credential},
    deadline::{judged, listed},
    endpoint::Host,
    http::Http,
    paging,
};
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
}

impl Dynamics {
    pub(crate) fn new(http: Http, tenant: Tenant, organisation: OrgHost, app_id: Guid) -> Self {
        Self {
            http,
            tenant,
            organisation,
            app_id,
        }
    }

    /// Asks Entra for a token for the environment.
    async fn enter(&self, secret: &Secret) -> Step<Credential> {
        let scope = format!("https://{}/.default", self.organisation);
        let plain = [
            ("grant_type", "client_credentials"),
            ("client_id", self.app_id.as_str()),
            ("scope", &scope),
        ];
        let form = Body::form(&plain, &[("client_secret", secret)]);
        let host = Host::entra(self.organisation.cloud());
        let path = format!("/{}/oauth2/v2.0/token", self.tenant);
        let answer = self.http.post(&host, &path, form).await?;
        entra::token(&answer)
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
        let who = self.enter(secret).await?;
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

    async fn list(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        let secret = actor.secret()?;
        let who = self.enter(secret).await?;
        let host = Host::dataverse(&self.organisation);
        let (host, who) = (&host, &who);
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
}
