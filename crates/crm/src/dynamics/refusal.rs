//! What a Dataverse environment's answers other than 200 say, by their codes: its texts come in the
//! environment's language.

use domain::{Cause, Check, Verdict};

use crate::answer::Answer;

/// There is no application user for the application.
const NOT_A_MEMBER: &str = "0x80072560";

/// There is one, but it is disabled.
const DISABLED: &str = "0x80040225";

/// Requests by number, by time and at once: more than the environment serves.
const THROTTLED: [&str; 3] = ["0x80072322", "0x80072321", "0x80072326"];

/// What an answer to a read says.
pub(super) fn refusal(answer: &Answer) -> Box<Check> {
    let other = || match answer.status {
        403 => answer.check(Verdict::NotAdmin, Cause::RoleTooSmall),
        _ => answer.check(Verdict::Unverified, None),
    };
    entrance(answer).unwrap_or_else(other)
}

/// What says that the application does not get in, whatever it wants to read.
pub(super) fn entrance(answer: &Answer) -> Option<Box<Check>> {
    let code = answer.raw("/error/code").unwrap_or_default();
    let is = |known: &str| code.eq_ignore_ascii_case(known);
    match answer.status {
        _ if THROTTLED.into_iter().any(is) => Some(answer.rate_limited()),
        // A fresh token that the environment does not take was made for another one.
        401 => Some(answer.check(Verdict::WrongAccount, None)),
        403 if is(NOT_A_MEMBER) => Some(answer.check(Verdict::Rejected, Cause::AppUserMissing)),
        403 if is(DISABLED) => Some(answer.check(Verdict::Rejected, Cause::AppUserDisabled)),
        _ => None,
    }
}
