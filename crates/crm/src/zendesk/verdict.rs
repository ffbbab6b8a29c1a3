//! What `GET /api/v2/users/me` says of the user a credential acts as.

use domain::{ActsAs, Cause, Check, Verdict, Warning, parse::Email};
use serde_json::Value;

use super::refusal::refusal;
use crate::answer::{Answer, Step};

/// What was typed to say who acts.
#[derive(Clone, Copy)]
pub(super) enum Typed<'a> {
    /// The user's address.
    Email(&'a Email),
    /// An OAuth client's id: it acts as whom `users/me` says.
    Client(&'a str),
}

/// Reads the answer of `users/me`. Its status 200 alone proves nothing: blank and wrong passwords
/// get it too, with an anonymous user.
pub(super) fn read(answer: &Answer, typed: Typed<'_>) -> Step<Check> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    if !answer.get("/user").is_some_and(Value::is_object) {
        return Err(answer.unreadable());
    }
    if is_nobody(answer) {
        return Err(answer.check(Verdict::Rejected, None));
    }
    let flag = |name| answer.get(name).and_then(Value::as_bool);
    let (active, suspended) = (flag("/user/active"), flag("/user/suspended"));
    let role = match answer.raw("/user/role") {
        Some(role @ ("admin" | "agent" | "end-user")) => Some(role),
        _ => None,
    };
    let acts_as = role.map(|role| acts_as(answer, typed, role));
    let verdict = |verdict, cause| Check {
        acts_as: acts_as.clone(),
        ..*answer.check(verdict, cause)
    };
    Ok(match (active, suspended, role) {
        (Some(false), _, _) | (_, Some(true), _) => {
            verdict(Verdict::Rejected, Some(Cause::UserSuspended))
        }
        (_, _, Some("agent" | "end-user")) => verdict(Verdict::NotAdmin, Some(Cause::RoleTooSmall)),
        (Some(true), _, Some(_)) => Check {
            warnings: warnings(answer, typed),
            ..verdict(Verdict::Valid, None)
        },
        _ => *answer.unreadable(),
    })
}

/// Whether `users/me` speaks of nobody, as it does to blank and wrong passwords.
pub(super) fn is_nobody(answer: &Answer) -> bool {
    answer.get("/user/id").is_none() || answer.raw("/user/name") == Some("Anonymous user")
}

fn acts_as(answer: &Answer, typed: Typed<'_>, role: &str) -> ActsAs {
    ActsAs {
        name: answer.text("/user/name").unwrap_or_else(|| match typed {
            Typed::Email(email) => email.to_string(),
            Typed::Client(id) => id.to_owned(),
        }),
        email: answer.text("/user/email"),
        role: role.to_owned(),
    }
}

fn warnings(answer: &Answer, typed: Typed<'_>) -> Vec<Warning> {
    let differs = answer.raw("/user/email").is_some_and(|known| match typed {
        Typed::Email(email) => known.trim().to_ascii_lowercase() != email.normalised(),
        Typed::Client(_) => false,
    });
    let owns_none = answer.get("/user").is_some_and(|user| !can_own(user));
    let warnings = [
        (owns_none, Warning::CannotOwnRecords),
        (differs, Warning::EmailDiffers),
    ];
    warnings
        .into_iter()
        .filter_map(|(applies, warning)| applies.then_some(warning))
        .collect()
}

/// Whether a ticket may be assigned to this user, by `role_type`: light agents (1), chat agents
/// (2, 3) and billing admins (5) take none.
pub(super) fn can_own(user: &Value) -> bool {
    !matches!(
        user.get("role_type").and_then(Value::as_u64),
        Some(1 | 2 | 3 | 5)
    )
}
