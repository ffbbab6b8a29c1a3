//! The pages of the list of users.

use domain::Verdict;
use serde_json::{Value, json};

use super::super::agents;
use crate::answer::fake::answer;

#[test]
fn a_page_of_users_leaves_out_who_is_gone_and_machines() {
    let row =
        |id: &str, attributes: Value| json!({"type": "user", "id": id, "attributes": attributes});
    let body = json!({
        "data": [
            row("a1", json!({"name": "Camille Roy", "email": "camille.roy@acme.example", "userType": "user"})),
            row("a2", json!({"displayName": "Colin", "userType": "limited", "deletedAt": null})),
            row("a3", json!({"name": "Dora", "deleted": true})),
            row("a4", json!({"name": "Dan", "deletedAt": "2026-01-01"})),
            row("a5", json!({"name": "Pia", "pending": true})),
            row("a6", json!({"name": "Portal", "userType": "machine"})),
            {"id": "a7"}, null,
        ],
        "links": {"next": "/v1/users?page=2&userType=user"},
    });
    let (page, next) = agents::page(&answer(200, body)).unwrap();
    let seen: Vec<_> = page
        .iter()
        .map(|agent| (agent.id.as_str(), agent.name.as_str(), agent.can_own))
        .collect();
    assert_eq!(seen, [("a1", "Camille Roy", true), ("a2", "Colin", false)]);
    assert_eq!(next.as_deref(), Some("page=2&userType=user"));
}

#[test]
fn a_refused_list_is_classified() {
    let verdict = |status, body| {
        agents::page(&answer(status, body))
            .err()
            .map(|check| check.verdict)
    };
    assert_eq!(verdict(401, "Expired token"), Some(Verdict::Rejected));
    assert_eq!(verdict(401, ""), Some(Verdict::Unverified));
    assert_eq!(verdict(403, ""), Some(Verdict::NotAdmin));
    assert_eq!(verdict(200, "{}"), Some(Verdict::Unverified));
}
