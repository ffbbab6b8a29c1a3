//! What an answer to a write says: by status and code, since texts come in the environment's language;
//! by text only where a row's table is all that tells two refusals apart.

use domain::{Check, Verdict};

use super::super::refusal::{entrance, refusal as verdict};
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
    written::unknown,
};

/// There is one of this id already; it comes with 412 or 500.
const EXISTS: &str = "0x80040237";

/// There is no such row.
const MISSING: &str = "0x80040217";

/// Somebody changed the row since it was read.
const CHANGED: &str = "0x80060882";

/// No answer, or none that says anything; a 5xx may say that it is there.
pub(super) fn unanswered(check: Box<Check>) -> Refused {
    let code = check.detail.code.as_deref();
    if code.is_some_and(|code| code.eq_ignore_ascii_case(EXISTS)) {
        return Refused {
            kind: Refusal::KeySpent,
            check,
        };
    }
    unknown(check)
}

/// The answer, if it is one of 2xx.
pub(super) fn classify(answer: Answer, is_as_other: bool) -> Result<Answer, Refused> {
    let code = answer.raw("/error/code").unwrap_or_default();
    let is = |known: &str| code.eq_ignore_ascii_case(known);
    let kind = match answer.status {
        200..=299 => return Ok(answer),
        408 => Refusal::Unknown,
        412 if is(EXISTS) => Refusal::KeySpent,
        412 if is(CHANGED) || code.is_empty() => Refusal::Conflict,
        404 if is(MISSING) && answer.says("systemuser") => Refusal::Owner,
        // The consumer was deleted since they were found: they are looked for anew.
        404 if is(MISSING) && answer.says("contact") => Refusal::Conflict,
        404 if is(MISSING) => Refusal::Gone,
        403 if answer.says("for owner failed") => Refusal::Owner,
        // Whoever is too weak to write it, or may not be acted for: the application can do it itself.
        403 if is_as_other => Refusal::Author,
        401 | 403 => Refusal::Suspicious,
        400 if answer.says("resolved") || answer.says("closed") => Refusal::Closed,
        _ => Refusal::Invalid,
    };
    let check = match kind {
        Refusal::Suspicious => verdict(&answer),
        _ => match entrance(&answer) {
            Some(check) if check.verdict == Verdict::RateLimited => return Err(unknown(check)),
            _ => answer.check(Verdict::Unverified, None),
        },
    };
    if check.verdict == Verdict::RateLimited {
        return Err(unknown(check));
    }
    Err(Refused { kind, check })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::answer::fake::answer;

    fn kind(status: u16, code: &str, text: &str, is_as_other: bool) -> Refusal {
        let body = json!({"error": {"code": code, "message": text}});
        match classify(answer(status, &body), is_as_other) {
            Ok(_) => panic!("{status} is no refusal"),
            Err(refused) => refused.kind,
        }
    }

    #[test]
    fn what_is_refused_says_what_to_do() {
        for (status, code, text, as_other, expected) in [
            (412, EXISTS, "", false, Refusal::KeySpent),
            (412, CHANGED, "", false, Refusal::Conflict),
            (412, "0x80040333", "duplicate rule", false, Refusal::Invalid),
            (
                404,
                MISSING,
                "systemuser With Id = x",
                false,
                Refusal::Owner,
            ),
            (
                404,
                MISSING,
                "contact With Id = x",
                false,
                Refusal::Conflict,
            ),
            (404, MISSING, "incident With Id = x", false, Refusal::Gone),
            (
                404,
                "0x8006088a",
                "no segment 'incidents'",
                false,
                Refusal::Invalid,
            ),
            (
                403,
                "0x1",
                "Read Privilege Check For Owner failed",
                true,
                Refusal::Owner,
            ),
            (
                403,
                "0x80040220",
                "is missing prvCreateIncident",
                true,
                Refusal::Author,
            ),
            (
                403,
                "0x80040220",
                "is missing prvCreateIncident",
                false,
                Refusal::Suspicious,
            ),
            (
                400,
                "0x80044354",
                "the case is resolved",
                false,
                Refusal::Closed,
            ),
            (
                400,
                "0x80048d19",
                "Invalid property",
                false,
                Refusal::Invalid,
            ),
            (403, "0x80072322", "", true, Refusal::RateLimited),
        ] {
            assert_eq!(
                kind(status, code, text, as_other),
                expected,
                "{status} {code} {text}"
            );
        }
    }

    #[test]
    fn a_duplicate_may_come_as_a_fault() {
        let body = json!({"error": {"code": EXISTS, "message": "duplicate"}});
        let Err(check) = answer(500, &body).settled() else {
            panic!("500 says nothing");
        };
        assert_eq!(unanswered(check).kind, Refusal::KeySpent);
    }
}
