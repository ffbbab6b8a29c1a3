//! What an answer to a write says.

use domain::{Check, Verdict};

use super::super::refusal::refusal as verdict;
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
};

/// A call that ended without an answer, or in one that says nothing: it may have been done.
pub(super) fn unknown(check: Box<Check>) -> Refused {
    let kind = match check.verdict {
        Verdict::RateLimited => Refusal::RateLimited,
        // A token was asked for, and refused.
        verdict if verdict.is_refusal() => Refusal::Suspicious,
        _ => Refusal::Unknown,
    };
    Refused { kind, check }
}

/// There is no such ticket.
pub(super) fn gone() -> Refused {
    Refused {
        kind: Refusal::Gone,
        check: Box::new(Check::of(Verdict::Unverified)),
    }
}

/// The answer, if it is one of 2xx.
pub(super) fn classify(answer: Answer) -> Result<Answer, Refused> {
    let kind = match answer.status {
        200..=299 => return Ok(answer),
        409 => Refusal::Conflict,
        401 | 403 => Refusal::Suspicious,
        404 if answer.says("recordnotfound") => Refusal::Gone,
        404 => Refusal::Suspicious,
        400 if answer.says("idempoten") => Refusal::KeySpent,
        422 if answer.says("closed prevents") => Refusal::Closed,
        422 if names(&answer, "requester") => Refusal::Requester,
        422 if names(&answer, "assignee") => Refusal::Owner,
        _ => Refusal::Invalid,
    };
    let check = match kind {
        Refusal::Suspicious => verdict(&answer),
        _ => answer.check(Verdict::Unverified, None),
    };
    Err(Refused { kind, check })
}

/// Whether a field is among those that the answer complains of.
fn names(answer: &Answer, field: &str) -> bool {
    let details = answer
        .get("/details")
        .and_then(|details| details.as_object());
    details.is_some_and(|details| details.keys().any(|name| name.starts_with(field)))
        || answer.says(&format!("\"description\":\"{field}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::answer::fake::answer;

    fn kind(status: u16, body: &serde_json::Value) -> Option<Refusal> {
        let settled = answer(status, body).settled();
        let classified = settled.map_err(unknown).and_then(classify);
        classified.err().map(|refused| refused.kind)
    }

    fn invalid(field: &str, text: &str) -> serde_json::Value {
        json!({"error": "RecordInvalid", "description": "Record validation errors",
            "details": {field: [{"description": text}]}})
    }

    #[test]
    fn every_recorded_answer_calls_for_something() {
        use Refusal as R;
        for (status, body, expected) in [
            (201, json!({"ticket": {"id": 1}}), None),
            (200, json!({}), None),
            (409, json!({"error": "UpdateConflict"}), Some(R::Conflict)),
            (
                400,
                json!({"error": "IdempotentRequestError"}),
                Some(R::KeySpent),
            ),
            (
                401,
                json!({"error": "Couldn't authenticate you"}),
                Some(R::Suspicious),
            ),
            (
                403,
                json!({"error": {"title": "Forbidden"}}),
                Some(R::Suspicious),
            ),
            (
                404,
                json!({"error": "RecordNotFound", "description": "Not found"}),
                Some(R::Gone),
            ),
            (
                404,
                json!({"error": "InvalidEndpoint"}),
                Some(R::Suspicious),
            ),
            (
                422,
                invalid("status", "Status: closed prevents ticket update"),
                Some(R::Closed),
            ),
            (
                422,
                invalid("requester", "Requester: Eve is suspended."),
                Some(R::Requester),
            ),
            (
                422,
                invalid("assignee", "Assignee: is invalid"),
                Some(R::Owner),
            ),
            (
                422,
                invalid("assignee_id", "is not in the group"),
                Some(R::Owner),
            ),
            (
                422,
                invalid("base", "Description: cannot be blank"),
                Some(R::Invalid),
            ),
            (400, json!({"error": "bad"}), Some(R::Invalid)),
            (429, json!({}), Some(R::RateLimited)),
            (500, json!({}), Some(R::Unknown)),
            (503, json!({}), Some(R::Unknown)),
            (302, json!({}), Some(R::Unknown)),
        ] {
            assert_eq!(kind(status, &body), expected, "{status} {body}");
        }
    }
}
