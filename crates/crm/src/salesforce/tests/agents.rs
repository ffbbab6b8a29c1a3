//! The pages of the list of users.

use domain::{Cause, Verdict};
use serde_json::{Value, json};

use super::{super::agents, USER, verdict_of};
use crate::answer::fake::answer;

#[test]
fn a_page_of_users_leaves_out_what_is_none() {
    let body = json!({
        "done": true,
        "records": [
            {"Id": USER, "Name": "Camille\u{7} Roy", "Email": "camille@acme.example", "IsActive": true, "Profile": {"Name": "Standard"}},
            {"Id": "005am00000AMar2AAF", "Name": null, "Email": "the-secret@acme.example", "Profile": null},
            {"Id": "005am00000DDur5AAF", "Name": "Denis", "IsActive": false},
            {"Id": "00Gam00000Queue1AA", "Name": "A queue"},
            {"Name": "nobody"}, null, 7,
        ],
    });
    let (page, next) = agents::page(&answer(200, body)).ok().unwrap();
    assert_eq!(next, None);
    assert_eq!(page.len(), 2);
    assert_eq!(
        (page[0].name.as_str(), page[0].role.as_deref()),
        ("Camille  Roy", Some("Standard"))
    );
    assert_eq!((page[1].name.as_str(), &page[1].email), ("", &None));
    assert!(page.iter().all(|agent| agent.can_own));
}

#[test]
fn of_a_link_only_the_locator_is_followed() {
    let next = |link: Value| {
        let body = json!({"done": false, "records": [], "nextRecordsUrl": link});
        agents::page(&answer(200, body)).map(|(_, next)| next)
    };
    for link in [
        "/services/data/v66.0/query/01g000-2000",
        "https://evil.example/services/data/v66.0/query/01g000-2000",
    ] {
        assert_eq!(
            next(json!(link)).ok().flatten().as_deref(),
            Some("01g000-2000")
        );
    }
    for wrong in [
        json!(null),
        json!("/services/data/v66.0/query/"),
        json!("/services/data/v66.0/query/../sobjects"),
        json!("/services/data/v66.0/query/a?q=b"),
        json!("/services/data/v66.0/query/a/b"),
        json!("https://evil.example/01g000-2000"),
        json!(format!("/query/{}", "x".repeat(65))),
    ] {
        assert_eq!(
            verdict_of(next(wrong.clone())),
            (Verdict::Unverified, Some(Cause::Unreadable)),
            "{wrong}"
        );
    }
}

#[test]
fn a_refused_list_is_classified() {
    let verdict = |status, code: &str| {
        let body = json!([{"errorCode": code, "message": "x"}]);
        verdict_of(agents::page(&answer(status, body))).0
    };
    assert_eq!(verdict(403, "REQUEST_LIMIT_EXCEEDED"), Verdict::RateLimited);
    assert_eq!(verdict(403, "INSUFFICIENT_ACCESS"), Verdict::NotAdmin);
    assert_eq!(verdict(401, "INVALID_SESSION_ID"), Verdict::Unverified);
    assert_eq!(verdict(200, "x"), Verdict::Unverified);
    assert_eq!(
        verdict_of(agents::page(&answer(200, json!({"records": []})))).0,
        Verdict::Unverified
    );
}
