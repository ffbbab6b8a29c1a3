//! The application user behind a token, its roles, and what they let it read.
//! A token proves the application only; the organisation must know it as a user, too.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};

use super::refusal;
use crate::{
    address::Address,
    credentials::Credentials,
    seed::dynamics::{Org, Role, SystemUser},
    state::{Grant, Sandbox},
};

/// The user a request runs as: the application user, or whom it may stand in for.
pub(super) struct Caller {
    /// With its people as they are now.
    pub(super) org: Org,
    pub(super) sandbox: Sandbox,
    pub(super) user: SystemUser,
    /// The application user, where it stands in for somebody else.
    pub(super) behind: Option<SystemUser>,
    /// Readable by both the application user and the user stood in for.
    roles: Vec<Vec<Role>>,
}

impl FromRequestParts<Sandbox> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        let host = parts
            .extensions
            .get::<Address>()
            .map(|a| a.host.as_str())
            .unwrap_or_default();
        let Some(org) = sandbox.seed().dynamics_org(host) else {
            return Err((StatusCode::NOT_FOUND, "Organization not found\n").into_response());
        };
        let mut org = sandbox.live().dynamics(host).now(org);
        org.customer_service &= sandbox.reading("dynamics_customer_service") == "installed";
        let grant = match Credentials::of(&parts.headers) {
            Credentials::Bearer(token) => sandbox.grant(&token),
            _ => None,
        };
        let app = match grant {
            Some(Grant::Dynamics { app, audience }) if audience == org.host => app,
            _ => return Err(refusal::unauthorized(&org.tenant, &org.host)),
        };
        let everyone = &org.users;
        let user = everyone
            .iter()
            .find(|u| u.application_id.as_deref() == Some(app.as_str()));
        let disabled = sandbox.reading("dynamics_disabled");
        if let Some(user) = user.filter(|u| u.disabled && disabled == "403") {
            let text = format!(
                "The specified user(Id = {}) in organization(Id={}) is disabled. Consider enabling this user.",
                user.id, org.organization_id
            );
            return Err(refusal::error(StatusCode::FORBIDDEN, "0x80040225", &text));
        }
        let Some(user) = user.filter(|u| !u.disabled || disabled == "whoami") else {
            return Err(refusal::error(
                StatusCode::FORBIDDEN,
                sandbox.reading("dynamics_not_member"),
                "The user is not a member of the organization.",
            ));
        };
        let mut caller = Self {
            org: org.clone(),
            sandbox: sandbox.clone(),
            user: user.clone(),
            behind: None,
            roles: vec![],
        };
        caller.roles.push(held(&org, user));
        if let Some(other) = stood_in_for(&parts.headers, everyone) {
            caller.stand_in(other?)?;
        }
        Ok(caller)
    }
}

impl Caller {
    fn stand_in(&mut self, other: SystemUser) -> Result<(), Response> {
        if !self.roles.iter().flatten().any(|r| r.acts_for_others) {
            return Err(refusal::error(
                StatusCode::FORBIDDEN,
                "0x8004A110",
                "User does not have the privilege to act on behalf another user.",
            ));
        }
        self.roles.push(held(&self.org, &other));
        self.behind = Some(std::mem::replace(&mut self.user, other));
        Ok(())
    }

    /// Whether an entity may be read, or the refusal that names the missing privilege.
    pub(super) fn may_read(&self, entity: &str) -> Result<(), Response> {
        self.may("Read", entity)
    }

    /// The same for any privilege: `Read`, `Create`, `Write`, `Delete`. Who stands in for somebody
    /// needs it of both.
    pub(super) fn may(&self, privilege: &str, entity: &str) -> Result<(), Response> {
        let holds = |roles: &Vec<Role>| match privilege {
            "Read" => roles.iter().any(|role| role.may_read(entity)),
            _ => roles.iter().any(|role| role.may_write(entity)),
        };
        if self.roles.iter().all(holds) {
            return Ok(());
        }
        let count = self.roles.last().map_or(0, Vec::len);
        let message = format!(
            "Principal user (Id={}, type=8, roleCount={count}, privilegeCount={}, accessMode={}) \
             is missing prv{privilege}{entity} privilege (Id=f3000000-0000-4000-8000-{:012x}) \
             on OTC={} for entity '{entity}'.",
            self.user.id,
            count * 40,
            self.user.access_mode,
            type_code(entity),
            type_code(entity),
        );
        Err(refusal::error(
            StatusCode::FORBIDDEN,
            "0x80040220",
            &message,
        ))
    }
}

/// The number of an entity's type.
fn type_code(entity: &str) -> u16 {
    match entity {
        "contact" => 2,
        "annotation" => 5,
        "systemuser" => 8,
        "team" => 9,
        "businessunit" => 10,
        "incident" => 112,
        "role" => 1036,
        _ => 4210,
    }
}

/// Roles held directly and through teams.
pub(super) fn held(org: &Org, user: &SystemUser) -> Vec<Role> {
    let teams = org.teams.iter().filter(|t| t.members.contains(&user.id));
    let names: Vec<&String> = user
        .roles
        .iter()
        .chain(teams.flat_map(|t| &t.roles))
        .collect();
    org.roles
        .iter()
        .filter(|r| names.contains(&&r.name))
        .cloned()
        .collect()
}

/// The user named by `CallerObjectId` or `MSCRMCallerID`, if either header is there.
fn stood_in_for(
    headers: &HeaderMap,
    everyone: &[SystemUser],
) -> Option<Result<SystemUser, Response>> {
    let named = |name| headers.get(name).and_then(|v| v.to_str().ok());
    let found = match (named("callerobjectid"), named("mscrmcallerid")) {
        (Some(id), _) => everyone
            .iter()
            .find(|u| u.object_id.eq_ignore_ascii_case(id)),
        (None, Some(id)) => everyone.iter().find(|u| u.id.eq_ignore_ascii_case(id)),
        (None, None) => return None,
    };
    Some(found.filter(|u| !u.disabled).cloned().ok_or_else(|| {
        refusal::error(
            StatusCode::FORBIDDEN,
            "0x80072560",
            "The user is not a member of the organization.",
        )
    }))
}
