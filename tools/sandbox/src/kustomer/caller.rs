//! The key a caller shows, and the organisation it opens.
//! Keys are looked up, never decoded: a payload proves nothing.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::Response,
};

use super::{refusal, wrong::Wrong};
use crate::{
    address::{Address, KUSTOMER_REGIONS},
    credentials::Credentials,
    seed::kustomer::{Key, Org, User},
    state::Sandbox,
};

/// A living key, its organisation, and how to refuse it something.
pub(super) struct Caller {
    pub(super) org: Org,
    pub(super) key: Key,
    pub(super) sandbox: Sandbox,
}

impl FromRequestParts<Sandbox> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        let refuse = |status, code: &str, message: &str| {
            refusal::error(sandbox.reading("kustomer_errors"), status, code, message)
        };
        let unauthorized =
            |message: &str| refuse(StatusCode::UNAUTHORIZED, "unauthorized", message);
        let host = parts
            .extensions
            .get::<Address>()
            .map(|a| a.host.as_str())
            .unwrap_or_default();
        let label = host
            .strip_suffix(".api.kustomerapp.com")
            .unwrap_or_default();
        let is_region = KUSTOMER_REGIONS.contains(&host);
        let named = sandbox.seed().kustomer_org(label);
        if named.is_none() && !is_region {
            return Err(refuse(
                StatusCode::NOT_FOUND,
                "not_found",
                "Organization not found",
            ));
        }
        let Credentials::Bearer(value) = Credentials::of(&parts.headers) else {
            return Err(unauthorized("No authorization token was found"));
        };
        let found = sandbox.seed().kustomer.iter().find_map(|org| {
            let key = org.keys.iter().find(|k| k.value == value)?;
            Some((org, key))
        });
        let (org, key) = found
            .filter(|_| !sandbox.is_revoked(&value))
            .ok_or_else(|| unauthorized("Invalid token"))?;
        let is_here = match named {
            Some(named) => named.label == org.label || sandbox.reading("kustomer_org") == "key",
            None => org.region == host,
        };
        if !is_here {
            return Err(unauthorized("Invalid token"));
        }
        if key.expired {
            return Err(unauthorized("Expired token"));
        }
        if key.cidr.is_some() {
            return Err(match sandbox.reading("kustomer_cidr") {
                "401" => unauthorized("Unauthorized"),
                _ => refuse(
                    StatusCode::FORBIDDEN,
                    "forbidden",
                    "IP address is not allowed",
                ),
            });
        }
        let mut key = key.clone();
        if let Some(roles) = sandbox.live().kustomer(&org.label).roles(&key.id) {
            key.roles.clone_from(roles);
        }
        Ok(Self {
            org: org.clone(),
            key,
            sandbox: sandbox.clone(),
        })
    }
}

impl Caller {
    /// An error in the shape now chosen.
    pub(super) fn refuse(&self, status: StatusCode, code: &str, message: &str) -> Response {
        refusal::error(
            self.sandbox.reading("kustomer_errors"),
            status,
            code,
            message,
        )
    }

    /// Whether the key may read users, or the refusal: 403, in older documents 401.
    pub(super) fn may_read_users(&self) -> Result<(), Response> {
        self.needs(&["org.admin", "org.user.read", "org.permission.user.read"])
    }

    /// Whether the key may do something with a kind of record, by the new role or the older one.
    pub(super) fn may(&self, kind: &str, act: &str) -> Result<(), Response> {
        let older = if act == "read" { "read" } else { "write" };
        self.needs(&[
            "org.admin",
            &format!("org.user.{kind}.{older}"),
            &format!("org.permission.{kind}.{act}"),
        ])
    }

    /// Whether the key may say who wrote something, and when.
    pub(super) fn is_admin(&self) -> bool {
        self.holds(&["org.admin"])
    }

    fn holds(&self, needed: &[&str]) -> bool {
        let mut held = self.key.roles.iter();
        held.any(|held| includes_one_of(held, needed))
    }

    fn needs(&self, needed: &[&str]) -> Result<(), Response> {
        if self.holds(needed) {
            return Ok(());
        }
        Err(self.lacks_a_role())
    }

    /// 403, in older documents 401.
    pub(super) fn lacks_a_role(&self) -> Response {
        match self.sandbox.reading("kustomer_missing_role") {
            "401" => self.refuse(StatusCode::UNAUTHORIZED, "unauthorized", "Unauthorized"),
            _ => self.refuse(StatusCode::FORBIDDEN, "forbidden", "Forbidden"),
        }
    }

    /// What is wrong with a request, as an answer. Not to be asked while what changes is locked.
    pub(super) fn wrong(&self, wrong: &Wrong) -> Response {
        if wrong.status == StatusCode::FORBIDDEN {
            return self.lacks_a_role();
        }
        let (code, _) = refusal::words(wrong.status);
        self.refuse(wrong.status, code, &wrong.text)
    }

    /// The organisation's users as they are now.
    pub(super) fn everyone(&self) -> Vec<User> {
        let mut users = self.org.everyone();
        let mut live = self.sandbox.live();
        let book = live.kustomer(&self.org.label);
        for user in &mut users {
            user.deleted |= book.is_deleted_user(&user.id);
        }
        users
    }
}

/// Roles are a hierarchy: `org.permission` is all of `org.permission.*`, and `org` is everything.
fn includes_one_of(held: &str, needed: &[&str]) -> bool {
    needed.iter().any(|role| {
        role.strip_prefix(held)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_a_hierarchy() {
        let reads = |held| includes_one_of(held, &["org.permission.user.read"]);
        assert!(reads("org") && reads("org.permission") && reads("org.permission.user.read"));
        assert!(
            !reads("org.permission.use")
                && !reads("org.admin")
                && !reads("org.permission.user.read.all")
        );
    }
}
