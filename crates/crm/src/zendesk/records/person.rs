//! Whom a credential acts as.

use domain::{Person, Verdict};
use serde_json::json;

use super::super::verdict::{can_own, is_nobody};
use crate::{
    answer::Answer,
    records::{Refusal, Refused},
    written::unknown,
};

/// The user of `users/me`. A page that is no answer refuses nobody: only nobody's answer does.
pub(super) fn read(answer: &Answer) -> Result<Person, Refused> {
    let user = answer.get("/user").filter(|user| user.is_object());
    let user = user.ok_or_else(|| unknown(answer.unreadable()))?;
    if is_nobody(answer) {
        return Err(Refused {
            kind: Refusal::Suspicious,
            check: answer.check(Verdict::Rejected, None),
        });
    }
    let id = user["id"].as_u64();
    Ok(Person {
        id: id.ok_or_else(|| unknown(answer.unreadable()))?.to_string(),
        name: answer.text("/user/name").unwrap_or_default(),
        email: answer.text("/user/email"),
        is_active: user["active"] != json!(false) && user["suspended"] != json!(true),
        can_own: can_own(user),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::fake::answer;

    #[test]
    fn only_nobodys_answer_is_suspicious() {
        for (body, kind) in [
            (json!({"user": {"id": null}}), Refusal::Suspicious),
            (json!({"user": {}}), Refusal::Suspicious),
            (
                json!({"user": {"id": 1, "name": "Anonymous user"}}),
                Refusal::Suspicious,
            ),
            (json!({"user": {"id": "x"}}), Refusal::Unknown),
            (json!({"user": null}), Refusal::Unknown),
            (json!("<html>"), Refusal::Unknown),
        ] {
            let refused = read(&answer(200, &body)).expect_err("nobody");
            assert_eq!(refused.kind, kind, "{body}");
        }
    }

    #[test]
    fn a_user_is_active_unless_suspended_or_deactivated() {
        for (changes, is_active, owns) in [
            (json!({"active": true, "suspended": false}), true, true),
            (json!({"suspended": true}), false, true),
            (json!({"active": false}), false, true),
            (json!({"role_type": 1}), true, false),
        ] {
            let mut user = json!({"id": 382, "name": "the-secret", "email": "c@acme.example"});
            for (name, value) in changes.as_object().expect("changes are an object") {
                user[name] = value.clone();
            }
            let person = read(&answer(200, json!({ "user": user }))).expect("somebody");
            assert_eq!((person.is_active, person.can_own), (is_active, owns));
            assert_eq!((person.id.as_str(), person.name.as_str()), ("382", ""));
        }
    }
}
