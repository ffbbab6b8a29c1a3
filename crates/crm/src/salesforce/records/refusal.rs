//! What an answer to a call about records says: by its error code.

use domain::{Check, Verdict};
use serde_json::Value;

use super::super::api::{organisation, refusal as verdict};
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
    written::unknown,
};

/// No answer, or none that says anything; several choices come as a redirect.
pub(super) fn unanswered(check: Box<Check>) -> Refused {
    if check.detail.status == Some(300) {
        return Refused {
            kind: Refusal::Several,
            check,
        };
    }
    unknown(check)
}

/// The answer, if it is one of 2xx.
pub(super) fn classify(answer: Answer) -> Result<Answer, Refused> {
    if (200..=299).contains(&answer.status) {
        return Ok(answer);
    }
    if let Some(check) = organisation(&answer) {
        return Err(unknown(check));
    }
    let kind = kind(answer.status, answer.json.as_ref());
    let check = match kind {
        Refusal::Suspicious => verdict(&answer),
        _ => answer.check(Verdict::Unverified, None),
    };
    Err(Refused { kind, check })
}

/// What duplicate rules say of a contact that was not made: which one it resembles, if they tell.
pub(super) fn resembled(answer: &Answer) -> Option<Option<String>> {
    let is_refused = answer.raw("/0/errorCode") == Some("DUPLICATES_DETECTED");
    let record = "/0/duplicateResult/matchResults/0/matchRecords/0/record/Id";
    is_refused.then(|| answer.raw(record).map(str::to_owned))
}

/// What the parts of one call say: the first that says more than that it was not done for another's sake.
pub(super) fn composite(answer: &Answer, rows: &[Value]) -> Result<(), Refused> {
    let refused = rows.iter().filter_map(|row| {
        let status = row["httpStatusCode"].as_u64()?;
        let status = u16::try_from(status).ok()?;
        (status >= 300).then(|| (status, row.get("body")))
    });
    let told = |body: Option<&Value>| code(body) != "PROCESSING_HALTED";
    let mut refused: Vec<_> = refused.collect();
    refused.sort_by_key(|(_, body)| !told(*body));
    match refused.first() {
        None => Ok(()),
        Some((status, body)) => Err(Refused {
            kind: kind(*status, *body),
            check: answer.check(Verdict::Unverified, None),
        }),
    }
}

fn code(body: Option<&Value>) -> &str {
    let code = body.and_then(|body| body.pointer("/0/errorCode").or(body.get("errorCode")));
    code.and_then(Value::as_str).unwrap_or_default()
}

fn kind(status: u16, body: Option<&Value>) -> Refusal {
    let names = |field: &str| {
        let fields = body.and_then(|body| body.pointer("/0/fields")?.as_array());
        fields.is_some_and(|fields| fields.iter().any(|name| name == field))
    };
    match (status, code(body)) {
        (408, _) => Refusal::Unknown,
        (401, _) => Refusal::SessionEnded,
        (412, _) | (_, "UNABLE_TO_LOCK_ROW") => Refusal::Conflict,
        (_, "REQUEST_LIMIT_EXCEEDED") => Refusal::RateLimited,
        (_, "DUPLICATE_VALUE") => Refusal::KeySpent,
        (_, "INACTIVE_OWNER_OR_USER") => Refusal::Owner,
        (_, "INVALID_CROSS_REFERENCE_KEY") if names("ContactId") => Refusal::Conflict,
        (_, "INVALID_CROSS_REFERENCE_KEY") => Refusal::Owner,
        // The field for the session's id, not the case.
        (404, _) if says(body, "external id field") => Refusal::Invalid,
        (404, _) | (_, "ENTITY_IS_DELETED") => Refusal::Gone,
        (403, _) => Refusal::Suspicious,
        _ => Refusal::Invalid,
    }
}

fn says(body: Option<&Value>, words: &str) -> bool {
    let text = body.and_then(|body| body.pointer("/0/message")?.as_str());
    text.is_some_and(|text| text.to_ascii_lowercase().contains(words))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_refused_says_what_to_do() {
        for (status, code, expected) in [
            (401, "INVALID_SESSION_ID", Refusal::SessionEnded),
            (400, "UNABLE_TO_LOCK_ROW", Refusal::Conflict),
            (412, "ENTITY_SAVE_ERROR", Refusal::Conflict),
            (403, "REQUEST_LIMIT_EXCEEDED", Refusal::RateLimited),
            (
                403,
                "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                Refusal::Suspicious,
            ),
            (400, "DUPLICATE_VALUE", Refusal::KeySpent),
            (400, "INACTIVE_OWNER_OR_USER", Refusal::Owner),
            (404, "NOT_FOUND", Refusal::Gone),
            (404, "ENTITY_IS_DELETED", Refusal::Gone),
            (400, "INVALID_FIELD", Refusal::Invalid),
        ] {
            let body = json!([{"message": "x", "errorCode": code}]);
            assert_eq!(kind(status, Some(&body)), expected, "{status} {code}");
        }
        let body = json!([{"errorCode": "INVALID_CROSS_REFERENCE_KEY", "fields": ["ContactId"]}]);
        assert_eq!(kind(400, Some(&body)), Refusal::Conflict);
        let body = json!([{"errorCode": "NOT_FOUND", "message": "Provided external ID field does not exist"}]);
        assert_eq!(kind(404, Some(&body)), Refusal::Invalid);
    }
}
