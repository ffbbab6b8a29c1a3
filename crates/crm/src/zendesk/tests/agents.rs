//! The pages of the list of agents.

use domain::Verdict;
use serde_json::{Value, json};

use super::super::agents;
use crate::answer::fake::answer;

#[test]
fn a_page_of_agents_tells_who_is_suspended_or_gone() {
    let body = json!({
        "users": [
            {"id": 1, "name": "Ada", "email": "ada@acme.example", "role": "admin", "active": true, "suspended": false},
            {"id": 2, "name": "Lu\u{7}cie", "email": null, "role": "agent", "role_type": 1},
            {"id": 3, "name": "Simon", "role": "agent", "suspended": true},
            {"id": 4, "name": "Gone", "role": "agent", "active": false},
            {"name": "nobody"}, null, 7,
        ],
        "meta": {"has_more": true, "after_cursor": "a+b/c="},
        "links": {"next": "https://evil.example/api/v2/users?page[after]=x"},
    });
    let (page, next) = agents::page(&answer(200, body)).unwrap();
    let seen: Vec<_> = page
        .iter()
        .map(|agent| (agent.id.as_str(), agent.is_active, agent.can_own))
        .collect();
    let expected = [
        ("1", true, true),
        ("2", true, false),
        ("3", false, true),
        ("4", false, true),
    ];
    assert_eq!(seen, expected);
    assert_eq!(page[1].name, "Lu cie");
    assert_eq!(
        next.unwrap(),
        format!("{}&page[after]=a%2Bb%2Fc%3D", agents::FIRST)
    );
}

#[test]
fn the_next_page_is_found_in_every_shape() {
    let next = |body: Value| agents::page(&answer(200, body)).unwrap().1;
    let link = "https://acme.zendesk.com/api/v2/users.json?page=2";
    assert_eq!(
        next(json!({"users": [], "next_page": link})).as_deref(),
        Some("page=2")
    );
    assert_eq!(next(json!({"users": [], "next_page": null})), None);
    assert_eq!(
        next(json!({"users": [], "meta": {"has_more": true}, "links": {"next": link}})).as_deref(),
        Some("page=2")
    );
    assert_eq!(
        next(json!({"users": [], "meta": {"has_more": false}, "links": {"next": link}})),
        None
    );
}

#[test]
fn a_refused_list_is_classified_like_a_verification() {
    let verdict = |status| {
        agents::page(&answer(status, "{}"))
            .err()
            .map(|check| check.verdict)
    };
    assert_eq!(verdict(401), Some(Verdict::Rejected));
    assert_eq!(verdict(403), Some(Verdict::NotAdmin));
    assert_eq!(verdict(404), Some(Verdict::NotFound));
    assert_eq!(verdict(200), Some(Verdict::Unverified));
}
