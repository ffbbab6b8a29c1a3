//! What an answer to a call about records says.

use domain::Verdict;
use serde_json::Value;

use super::super::refusal::refusal as verdict;
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
};

/// The answer to a call with this body, if it is one of 2xx. Older documents have 401 for a missing role,
/// too; and whom a refusal is about is told by field or by id.
pub(super) fn classify(answer: Answer, body: &Value) -> Result<Answer, Refused> {
    let author = body.get("createdBy").or(body.get("modifiedBy"));
    let is_as_other = author.is_some();
    let owner = body.pointer("/assignedUsers/0");
    let names = |id: Option<&Value>| {
        let id = id.and_then(Value::as_str).filter(|id| !id.is_empty());
        id.is_some_and(|id| answer.says(&id.to_ascii_lowercase()))
    };
    let kind = match answer.status {
        200..=299 => return Ok(answer),
        408 => Refusal::Unknown,
        401 | 403 if is_as_other => Refusal::Author,
        401 | 403 => Refusal::Suspicious,
        404 => Refusal::Gone,
        409 => Refusal::Conflict,
        400 | 422 if answer.says("assignedusers") || names(owner) => Refusal::Owner,
        400 | 422 if answer.says("createdby") || answer.says("modifiedby") || names(author) => {
            Refusal::Author
        }
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
        let as_other = json!({"createdBy": "5f0c1d2e3a4b5c6d7e8f9a01", "assignedUsers": ["5f0c1d2e3a4b5c6d7e8f9a02"]});
        let as_itself = json!({"assignedUsers": ["5f0c1d2e3a4b5c6d7e8f9a02"]});
        for (status, text, body, expected) in [
            (401, "", &as_itself, Refusal::Suspicious),
            (403, "", &as_other, Refusal::Author),
            (404, "", &as_itself, Refusal::Gone),
            (409, "", &as_other, Refusal::Conflict),
            (413, "", &as_itself, Refusal::Invalid),
            (422, "assignedUsers is invalid", &as_itself, Refusal::Owner),
            (
                422,
                "No such user: 5f0c1d2e3a4b5c6d7e8f9a02",
                &as_other,
                Refusal::Owner,
            ),
            (
                422,
                "No such user: 5f0c1d2e3a4b5c6d7e8f9a01",
                &as_other,
                Refusal::Author,
            ),
            (422, "name is too long", &as_other, Refusal::Invalid),
        ] {
            let told = json!({"errors": [{"code": "unprocessable_entity", "message": text}]});
            match classify(answer(status, &told), body) {
                Ok(_) => panic!("{status} is no refusal"),
                Err(refused) => assert_eq!(refused.kind, expected, "{status} {text}"),
            }
        }
    }
}
