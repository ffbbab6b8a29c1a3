//! What an answer to a write says.

use domain::Verdict;
use serde_json::Value;

use super::super::refusal::refusal as verdict;
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
};

/// The answer, if it is one of 2xx. Only of one ticket can it say that it is gone: a new one that lacks
/// something was not made.
pub(super) fn classify(answer: Answer, is_of_ticket: bool) -> Result<Answer, Refused> {
    let kind = match answer.status {
        200..=299 => return Ok(answer),
        // Somebody on the way waited too long: it may have arrived all the same.
        408 => Refusal::Unknown,
        409 => Refusal::Conflict,
        401 | 403 => Refusal::Suspicious,
        404 if is_of_ticket && answer.says("recordnotfound") => Refusal::Gone,
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

/// Whether the answer complains of this field: by its name, or, under `base`, in a text that begins with it.
fn names(answer: &Answer, field: &str) -> bool {
    let begins = |text: &Value| {
        let text = text.as_str().unwrap_or_default();
        text.to_ascii_lowercase().starts_with(field)
    };
    let faults = |faults: &Value| {
        let mut faults = faults.as_array().into_iter().flatten();
        faults.any(|fault| begins(&fault["description"]))
    };
    let details = answer.get("/details").and_then(Value::as_object);
    details.is_some_and(|details| {
        let mut details = details.iter();
        details.any(|(name, value)| name.starts_with(field) || faults(value))
    }) || answer.get("/description").is_some_and(begins)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::answer::fake::answer;
    use crate::written::unknown;

    fn kind(status: u16, body: &Value, is_of_ticket: bool) -> Option<Refusal> {
        kind_of(answer(status, body), is_of_ticket)
    }

    fn kind_of(answer: Answer, is_of_ticket: bool) -> Option<Refusal> {
        let settled = answer.settled().map_err(unknown);
        let classified = settled.and_then(|answer| classify(answer, is_of_ticket));
        classified.err().map(|refused| refused.kind)
    }

    fn invalid(field: &str, text: &str) -> Value {
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
            (
                422,
                invalid("base", "Requester: Eve is suspended."),
                Some(R::Requester),
            ),
            (422, invalid("base", "Assignee: is invalid"), Some(R::Owner)),
            (
                422,
                json!({"description": "Assignee is suspended"}),
                Some(R::Owner),
            ),
            (422, json!({"details": [7]}), Some(R::Invalid)),
            (408, json!({}), Some(R::Unknown)),
            (400, json!({"error": "bad"}), Some(R::Invalid)),
            (429, json!({}), Some(R::RateLimited)),
            (500, json!({}), Some(R::Unknown)),
            (503, json!({}), Some(R::Unknown)),
            (302, json!({}), Some(R::Unknown)),
        ] {
            assert_eq!(kind(status, &body, true), expected, "{status} {body}");
        }
    }

    #[test]
    fn only_a_ticket_is_gone() {
        let missing = json!({"error": "RecordNotFound", "description": "Not found"});
        assert_eq!(kind(404, &missing, true), Some(Refusal::Gone));
        assert_eq!(kind(404, &missing, false), Some(Refusal::Suspicious));
    }

    #[test]
    fn white_space_in_a_body_changes_nothing() {
        let body = invalid("base", "Requester: Eve is suspended.");
        let pretty = serde_json::to_string_pretty(&body).expect("JSON");
        let kind = kind_of(answer(422, pretty), true);
        assert_eq!(kind, Some(Refusal::Requester));
    }

    #[test]
    fn a_wait_and_a_code_are_kept() {
        let mut limited = answer(429, "slow down");
        let wait = "17".parse().expect("a header");
        limited.headers.insert("retry-after", wait);
        let refused = limited.settled().map(drop).map_err(unknown);
        let refused = refused.expect_err("429");
        assert_eq!(refused.check.retry_after_s, Some(17));
        let spent = answer(400, json!({"error": "IdempotentRequestError"}));
        let refused = classify(spent, false).map(drop).expect_err("400");
        let code = refused.check.detail.code;
        assert_eq!(code.as_deref(), Some("IdempotentRequestError"));
    }
}
