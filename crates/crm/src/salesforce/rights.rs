//! Whether a user may modify all data, which is what makes an administrator here.
//!
//! Every profile has a permission set of its own, and so has every group of permission sets: the sum
//! of its members less what is muted. So one count over a user's assignments covers all three ways.

use domain::{Cause, Check, Verdict};
use serde_json::Value;

use super::{
    api,
    person::{Person, UserId},
};
use crate::answer::{Answer, Step};

/// Counts the assignments that give the right.
pub(super) fn count(user: &UserId) -> String {
    format!(
        "SELECT COUNT() FROM PermissionSetAssignment \
         WHERE AssigneeId='{}' AND PermissionSet.PermissionsModifyAllData=true",
        user.as_str()
    )
}

/// Asks for what is shown of a user; profiles are renamed and cloned, so no right is read from one.
pub(super) fn record(user: &UserId) -> String {
    format!(
        "SELECT IsActive,Profile.Name FROM User WHERE Id='{}'",
        user.as_str()
    )
}

/// The user's record.
pub(super) struct Record {
    is_active: Option<bool>,
    pub(super) profile: Option<String>,
}

/// Reads the record.
pub(super) fn read(answer: &Answer) -> Step<Record> {
    if answer.status != 200 {
        return Err(api::refusal(answer));
    }
    let row = answer.rows("/records").and_then(<[Value]>::first);
    row.ok_or_else(|| answer.unreadable())?;
    Ok(Record {
        is_active: answer.get("/records/0/IsActive").and_then(Value::as_bool),
        profile: answer.text("/records/0/Profile/Name"),
    })
}

/// The verdict on a person of the right organisation, from the count and, as far as it could be read,
/// the record.
pub(super) fn judge(person: &Person, count: &Answer, record: Step<Record>) -> Step<Check> {
    let said = record.as_ref().ok().and_then(|record| record.is_active);
    match (person.is_active, said) {
        (Some(false), _) | (_, Some(false)) => {
            return Err(count.check(Verdict::Rejected, Cause::UserSuspended));
        }
        (Some(true), _) | (_, Some(true)) => {}
        (None, None) => return Err(record.map_or_else(|check| check, |_| count.unreadable())),
    }
    if count.status != 200 {
        return Err(api::refusal(count));
    }
    match count.get("/totalSize").and_then(Value::as_u64) {
        None => Err(count.unreadable()),
        Some(0) => Err(count.check(Verdict::NotAdmin, Cause::RoleTooSmall)),
        Some(_) => Ok(*count.check(Verdict::Valid, None)),
    }
}
