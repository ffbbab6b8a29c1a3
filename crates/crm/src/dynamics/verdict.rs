//! What a Dataverse environment says of an application user.

use domain::{ActsAs, Cause, Check, Verdict, Warning, parse::Guid};
use serde_json::Value;

use super::{
    refusal::{entrance, refusal},
    roles::Roles,
};
use crate::answer::{Answer, Step};

/// What is asked of the application user.
pub(super) const USER: &str =
    "$select=fullname,applicationid,azureactivedirectoryobjectid,accessmode,isdisabled";

/// `UserId` of `WhoAmI`.
pub(super) fn user_id(answer: &Answer) -> Step<Guid> {
    match answer.status {
        200 => answer
            .raw("/UserId")
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| answer.unreadable()),
        404 => Err(answer.check(Verdict::NotFound, Cause::AccountUnknown)),
        _ => Err(entrance(answer).unwrap_or_else(|| answer.check(Verdict::Unverified, None))),
    }
}

/// Whether the user is the typed application's, and enabled.
pub(super) fn user(answer: &Answer, app_id: &Guid) -> Step<()> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    let application = answer
        .raw("/applicationid")
        .and_then(|id| id.parse::<Guid>().ok());
    let disabled = answer.get("/isdisabled").and_then(Value::as_bool);
    match (application, disabled) {
        (Some(id), _) if id != *app_id => Err(answer.check(Verdict::WrongAccount, None)),
        (Some(_), Some(true)) => Err(answer.check(Verdict::Rejected, Cause::AppUserDisabled)),
        (Some(_), Some(false)) => Ok(()),
        _ => Err(answer.unreadable()),
    }
}

/// Whether the tables that are needed can be read; what is refused weighs more than what is unclear.
pub(super) fn probes(answers: &[Answer]) -> Step<()> {
    let mut checks: Vec<_> = answers
        .iter()
        .filter_map(|answer| probe(answer).err())
        .collect();
    checks.sort_by_key(|check| !check.verdict.is_refusal());
    checks.into_iter().next().map_or(Ok(()), Err)
}

fn probe(answer: &Answer) -> Step<()> {
    match answer.status {
        200 if answer.rows("/value").is_some() => Ok(()),
        200 => Err(answer.unreadable()),
        // An environment without Customer Service has no cases.
        404 => Err(answer.check(Verdict::Unverified, Cause::PlanForbids)),
        _ => Err(refusal(answer)),
    }
}

/// The verdict on a user who is who it should be and has these roles; where System Administrator is
/// not among them, all probes have passed.
pub(super) fn conclude(user: &Answer, app_id: &Guid, roles: &Roles) -> Check {
    let check = if roles.is_empty() {
        *user.check(Verdict::NotAdmin, Cause::RoleTooSmall)
    } else {
        let limited = roles.admin().is_none().then_some(Warning::LimitedRole);
        let owns_none = (!can_own(user.get("/accessmode"))).then_some(Warning::CannotOwnRecords);
        let warnings = limited.into_iter().chain(owns_none).collect();
        Check {
            warnings,
            ..*user.check(Verdict::Valid, None)
        }
    };
    named(check, user, app_id, roles)
}

/// The check with the name and the roles of the user it is about.
pub(super) fn named(check: Check, user: &Answer, app_id: &Guid, roles: &Roles) -> Check {
    let role = roles.admin().map_or_else(|| roles.names(), str::to_owned);
    let name = user.text("/fullname").unwrap_or_else(|| app_id.to_string());
    let role = user.scrub.text(&role).unwrap_or_default();
    Check {
        acts_as: Some(ActsAs {
            name,
            email: None,
            role,
        }),
        ..check
    }
}

/// Whether a record may belong to a user of this access mode: read-write (0) and non-interactive
/// (4), and what is not documented; administrative (1), read (2), support (3) and delegated
/// administrator (5) have no business with records.
fn can_own(access_mode: Option<&Value>) -> bool {
    !matches!(access_mode.and_then(Value::as_u64), Some(1 | 2 | 3 | 5))
}
