//! What Kustomer's answers other than 200 to a list say.

use domain::{Cause, Check, Verdict};

use crate::answer::Answer;

/// Of a key that is known to be alive, or not known yet.
pub(super) fn refusal(answer: &Answer) -> Box<Check> {
    match answer.status {
        401 if answer.says("expired") => answer.check(Verdict::Rejected, Cause::SecretExpired),
        // Older documents have 401 for a missing role, too: only `tokens/current` can tell.
        401 => answer.check(Verdict::Unverified, None),
        403 => answer.check(Verdict::NotAdmin, Cause::RoleTooSmall),
        404 => answer.check(Verdict::NotFound, Cause::AccountUnknown),
        _ => answer.check(Verdict::Unverified, None),
    }
}
