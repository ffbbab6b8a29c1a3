//! What Zendesk's answers other than 200 say, of `users/me` and of a list alike.

use domain::{Cause, Check, Verdict};
use serde_json::Value;

use crate::answer::Answer;

/// Where only an account's plan can stand in the way, if nothing else is said.
pub(super) fn refusal(answer: &Answer) -> Box<Check> {
    match answer.status {
        404 => answer.check(Verdict::NotFound, Cause::AccountUnknown),
        401 => answer.check(Verdict::Rejected, None),
        403 => forbidden(answer, Cause::PlanForbids),
        _ => answer.check(Verdict::Unverified, None),
    }
}

/// A 403: for want of scopes or by the plan where it says so, else for the cause that is likely.
pub(super) fn forbidden(answer: &Answer, likely: Cause) -> Box<Check> {
    if is_of_the_edge(answer) {
        return answer.check(Verdict::Unverified, Cause::AddressFilter);
    }
    let cause = if answer.says("scope") {
        Cause::ScopeTooSmall
    } else if answer.says("plan") {
        Cause::PlanForbids
    } else {
        likely
    };
    answer.check(Verdict::NotAdmin, cause)
}

/// Whether a 403 is of the network edge, which filters addresses and answers with a page or a line
/// such as `error code: 1010`; Zendesk itself answers in JSON.
pub(super) fn is_of_the_edge(answer: &Answer) -> bool {
    !answer.json.as_ref().is_some_and(Value::is_object)
}
