//! What an answer to a call about records says.

use domain::Verdict;

use super::super::refusal::refusal as verdict;
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
};

/// The answer, if it is one of 2xx. Older documents have 401 for a missing role, too.
pub(super) fn classify(answer: Answer, is_as_other: bool) -> Result<Answer, Refused> {
    let kind = match answer.status {
        200..=299 => return Ok(answer),
        408 => Refusal::Unknown,
        401 | 403 if is_as_other => Refusal::Author,
        401 | 403 => Refusal::Suspicious,
        404 => Refusal::Gone,
        409 => Refusal::Conflict,
        400 | 422 if answer.says("assignedusers") => Refusal::Owner,
        400 | 422 if answer.says("createdby") || answer.says("modifiedby") => Refusal::Author,
        _ => Refusal::Invalid,
    };
    let check = match kind {
        Refusal::Suspicious => verdict(&answer),
        _ => answer.check(Verdict::Unverified, None),
    };
    Err(Refused { kind, check })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::answer::fake::answer;

    #[test]
    fn what_is_refused_says_what_to_do() {
        let body =
            json!({"errors": [{"code": "bad_request", "message": "assignedUsers is invalid"}]});
        for (status, as_other, expected) in [
            (401, false, Refusal::Suspicious),
            (403, true, Refusal::Author),
            (404, false, Refusal::Gone),
            (409, true, Refusal::Conflict),
            (422, false, Refusal::Owner),
            (413, false, Refusal::Invalid),
        ] {
            match classify(answer(status, &body), as_other) {
                Ok(_) => panic!("{status} is no refusal"),
                Err(refused) => assert_eq!(refused.kind, expected, "{status}"),
            }
        }
    }
}
