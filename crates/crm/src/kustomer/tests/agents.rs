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

#[test]
fn links_to_the_next_page_are_relative_or_whole() {
    let next = |next: Value| {
        let body = json!({"data": [], "links": {"self": "/v1/users?page=1", "next": next}});
        agents::page(&answer(200, body)).unwrap().1
    };
    let after = Some("page%5Bafter%5D=5f0c&userType=user".to_owned());
    for link in [
        "/v1/users?page%5Bafter%5D=5f0c&userType=user",
        "https://acme.api.kustomerapp.com/v1/users?page%5Bafter%5D=5f0c&userType=user",
        "//evil.example/v1/users?page%5Bafter%5D=5f0c&userType=user",
    ] {
        assert_eq!(next(json!(link)), after, "{link}");
    }
    for end in [json!(null), json!(""), json!("/v1/users"), json!(7)] {
        assert_eq!(next(end), None);
    }
}
