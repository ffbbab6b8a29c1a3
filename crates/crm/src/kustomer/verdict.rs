//! What Kustomer's answers say of an API key.

use domain::{ActsAs, Cause, Check, Verdict, Warning, parse::Label};
use serde_json::Value;

use super::rights::Rights;
use crate::answer::{Answer, Step};

/// What the key says of its organisation, beside the typed label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// The same label, or nothing.
    Fits,
    /// Another label.
    Differs,
}

impl Claim {
    pub(super) fn of(org_name: Option<&str>, typed: &Label) -> Self {
        let differs = org_name.is_some_and(|name| !name.eq_ignore_ascii_case(typed.as_str()));
        if differs { Self::Differs } else { Self::Fits }
    }
}

/// Whether the key is alive: any role may ask `auth/tokens/current`.
pub(super) fn alive(token: Answer, claim: Claim) -> Step<Answer> {
    match (token.status, claim) {
        (200, _) if token.json.as_ref().is_some_and(Value::is_object) => Ok(token),
        (200, _) => Err(token.unreadable()),
        (401 | 403 | 404, Claim::Differs) => Err(token.check(Verdict::WrongAccount, None)),
        (404, _) => Err(token.check(Verdict::NotFound, Cause::AccountUnknown)),
        (401, _) if token.says("expired") => {
            Err(token.check(Verdict::Rejected, Cause::SecretExpired))
        }
        (401, _) => Err(token.check(Verdict::Rejected, Cause::SecretWrong)),
        // A key that is bound to addresses (CIDR) is refused elsewhere.
        (403, _) => Err(token.check(Verdict::Unverified, Cause::AddressFilter)),
        _ => Err(token.check(Verdict::Unverified, None)),
    }
}

/// The machine user behind a living key. A key that may not ask (401 in older documents, 403, 404)
/// is alive all the same; then the token's own roles have to do.
pub(super) fn user(user: Answer, claim: Claim) -> Step<Answer> {
    match (user.status, claim) {
        (401 | 403 | 404, Claim::Differs) => Err(user.check(Verdict::WrongAccount, None)),
        (200, _) if !user.json.as_ref().is_some_and(Value::is_object) => Err(user.unreadable()),
        (200 | 401 | 403 | 404, _) => Ok(user),
        _ => Err(user.check(Verdict::Unverified, None)),
    }
}

/// What is known of a living key.
pub(super) struct Known {
    answer: Answer,
    name: String,
    email: Option<String>,
    roles: Option<Vec<String>>,
    can_own: bool,
}

impl Known {
    /// Puts both answers together: the token's roles first, since they are fixed when it is made.
    pub(super) fn from(token: Answer, user: &Answer, typed: &Label) -> Self {
        let field = |name| text(user, name).or_else(|| text(&token, name));
        Self {
            name: field("name")
                .or_else(|| field("displayName"))
                .unwrap_or_else(|| typed.to_string()),
            email: text(user, "email"),
            roles: roles(&token).or_else(|| roles(user)),
            can_own: value(user, "userType").and_then(Value::as_str) != Some("limited"),
            answer: token,
        }
    }

    pub(super) fn rights(&self) -> Rights {
        Rights::of(self.roles.as_deref())
    }

    /// Of a key whose role makes it an administrator.
    pub(super) fn admin(&self, role: &str, claim: Claim) -> Check {
        self.alive(role, claim, None)
    }

    pub(super) fn not_admin(&self) -> Check {
        let role = self
            .roles
            .iter()
            .flatten()
            .find_map(|role| self.answer.scrub.text(role));
        let acts_as = self.acts_as(&role.unwrap_or_default());
        Check {
            acts_as,
            ..*self.answer.check(Verdict::NotAdmin, Cause::RoleTooSmall)
        }
    }

    pub(super) fn unknown(&self) -> Check {
        *self.answer.unreadable()
    }

    /// What the list of users says of a key that has permissions only.
    pub(super) fn probed(&self, users: &Answer, claim: Claim) -> Step<Check> {
        match users.status {
            200 if users.rows("/data").is_some() => {
                Ok(self.alive(PERMISSIONS, claim, Some(Warning::AdminByProbe)))
            }
            200 => Err(users.unreadable()),
            401 | 403 => {
                let acts_as = self.acts_as(PERMISSIONS);
                Ok(Check {
                    acts_as,
                    ..*users.check(Verdict::NotAdmin, Cause::RoleTooSmall)
                })
            }
            _ => Err(users.check(Verdict::Unverified, None)),
        }
    }

    /// Valid, unless the key says that it belongs to another organisation.
    fn alive(&self, role: &str, claim: Claim, warning: Option<Warning>) -> Check {
        let verdict = if claim == Claim::Differs {
            Verdict::Unverified
        } else {
            Verdict::Valid
        };
        let owns_none = (!self.can_own).then_some(Warning::CannotOwnRecords);
        let warnings = if verdict == Verdict::Valid {
            warning.into_iter().chain(owns_none).collect()
        } else {
            vec![]
        };
        Check {
            acts_as: self.acts_as(role),
            warnings,
            ..*self.answer.check(verdict, None)
        }
    }

    fn acts_as(&self, role: &str) -> Option<ActsAs> {
        Some(ActsAs {
            name: self.name.clone(),
            email: self.email.clone(),
            role: role.to_owned(),
        })
    }
}

/// How the new kind of role is called in documents.
const PERMISSIONS: &str = "org.permission.*";

/// A field of `tokens/current` or `users/current`: JSON:API, or flat, as the shape is not documented.
fn value<'a>(answer: &'a Answer, name: &str) -> Option<&'a Value> {
    ["/data/attributes/", "/data/", "/attributes/", "/"]
        .iter()
        .find_map(|at| answer.get(&format!("{at}{name}")))
}

fn text(answer: &Answer, name: &str) -> Option<String> {
    answer.scrub.text(value(answer, name)?.as_str()?)
}

/// A list of roles, if there is one: an empty one is readable, too.
fn roles(answer: &Answer) -> Option<Vec<String>> {
    let roles = value(answer, "roles")?.as_array()?;
    Some(
        roles
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
    )
}
