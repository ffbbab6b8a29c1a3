//! What cannot be written to Salesforce, and by whom.

use reqwest::Method;
use serde_json::json;

use super::{
    CAMILLE, ODILE,
    desk::{Desk, ODILE_ID, chat, error},
};
use crate::helpers::Sandbox;

#[tokio::test]
async fn what_cannot_be_saved_has_a_code_of_its_own() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let contact = desk.id("Contact", json!({ "LastName": "Endler" })).await;
    for (object, body, code) in [
        (
            "Contact",
            json!({ "FirstName": "Eve" }),
            "REQUIRED_FIELD_MISSING",
        ),
        (
            "CaseComment",
            json!({ "CommentBody": "x" }),
            "REQUIRED_FIELD_MISSING",
        ),
        (
            "Contact",
            json!({ "LastName": "E", "Email": "eve" }),
            "INVALID_EMAIL_ADDRESS",
        ),
        ("Case", json!({ "Colour": "red" }), "INVALID_FIELD"),
        (
            "Case",
            json!({ "CaseNumber": "7" }),
            "INVALID_FIELD_FOR_INSERT_UPDATE",
        ),
        (
            "Case",
            json!({ "CreatedById": ODILE_ID }),
            "INVALID_FIELD_FOR_INSERT_UPDATE",
        ),
        ("Case", json!({ "Subject": 7 }), "JSON_PARSER_ERROR"),
        (
            "Case",
            json!({ "Subject": "x".repeat(256) }),
            "STRING_TOO_LONG",
        ),
        (
            "Case",
            json!({ "Status": "odd" }),
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        ),
        (
            "Case",
            json!({ "ContactId": "003am00000Nobod" }),
            "INVALID_CROSS_REFERENCE_KEY",
        ),
        (
            "CaseComment",
            json!({ "ParentId": contact }),
            "MALFORMED_ID",
        ),
    ] {
        let refused = desk.create(object, body.clone()).await;
        assert_eq!(error(&refused), (400, code.into()), "{body}");
    }
    assert_eq!(
        error(&desk.create("Account", json!({})).await),
        (404, "NOT_FOUND".into())
    );
    let get = desk.get("/sobjects/Case").await;
    assert_eq!(error(&get), (405, "METHOD_NOT_ALLOWED".into()));
    let colour = desk
        .get(&format!("/sobjects/Contact/{contact}?fields=Colour"))
        .await;
    assert_eq!(error(&colour), (400, "INVALID_FIELD".into()));
    // The author of a record is its writer's to say only where Setup allows it.
    desk.control("rules", json!({ "audit_fields": true })).await;
    desk.id("Case", json!({ "CreatedById": ODILE_ID })).await;
    assert_eq!(
        desk.records().await["cases"][0]["created_by"]["name"],
        "Odile Ortega"
    );
}

#[tokio::test]
async fn who_has_no_right_to_write_writes_nothing() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, ODILE).await;
    let id = desk.id("Case", chat("s-1")).await;
    desk.control("people", json!({ "username": ODILE.0, "may_write": false }))
        .await;
    let denied = (403, "INSUFFICIENT_ACCESS_OR_READONLY".to_owned());
    assert_eq!(error(&desk.create("Case", chat("s-2")).await), denied);
    let path = format!("/sobjects/Case/{id}");
    assert_eq!(
        error(&desk.send(Method::PATCH, &path, json!({})).await),
        denied
    );
    assert_eq!(desk.get(&path).await.status, 200);
}
