//! What was written is found, several records are written at once, and answers go astray.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    ACME, CAMILLE, ODILE,
    desk::{Desk, ODILE_ID, VERSION, error},
};
use crate::helpers::{Answer, Sandbox};

fn part(object: &str, reference: &str, body: &Value) -> Value {
    json!({
        "method": "POST", "url": format!("{VERSION}/sobjects/{object}"),
        "referenceId": reference, "body": body, "httpHeaders": { "Sforce-Auto-Assign": "FALSE" },
    })
}

fn call(case: &str) -> Value {
    json!({
        "WhatId": case, "OwnerId": ODILE_ID, "Subject": "Call", "Status": "Completed",
        "TaskSubtype": "Call", "CallType": "Inbound", "CallDurationInSeconds": 63,
        "CallObject": "s-1",
    })
}

#[tokio::test]
async fn a_case_and_its_task_are_written_in_one_call() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let batch = |case: &Value, task: &Value| {
        let parts = [part("Case", "case", case), part("Task", "task", task)];
        json!({ "allOrNone": true, "compositeRequest": parts })
    };
    let case = json!({ "Subject": "Chat", "OwnerId": ODILE_ID });
    let both = batch(&case, &call("@{case.id}"));
    let done = desk.send(Method::POST, "/composite", both).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let answers = &done.json()["compositeResponse"];
    let id = &answers[0]["body"]["id"];
    assert_eq!(
        (&answers[0]["httpStatusCode"], &answers[1]["httpStatusCode"]),
        (&json!(201), &json!(201))
    );
    assert!(answers[0]["httpHeaders"]["Location"].is_string());
    let records = desk.records().await;
    assert_eq!(
        (
            &records["tasks"][0]["WhatId"],
            &records["cases"][0]["owner"]["id"]
        ),
        (id, &json!(ODILE_ID))
    );
    // One that fails takes the other with it.
    let bad = batch(&case, &json!({ "Colour": "red" }));
    let failed = desk.send(Method::POST, "/composite", bad).await.json();
    let code = |n: usize| failed["compositeResponse"][n]["body"][0]["errorCode"].clone();
    assert_eq!(
        (code(0), code(1)),
        (json!("PROCESSING_HALTED"), json!("INVALID_FIELD"))
    );
    assert_eq!(
        desk.records().await["cases"].as_array().map(Vec::len),
        Some(1)
    );
    // Unless each counts for itself; what refers to a failure fails as well.
    let parts = [
        part("Case", "good", &case),
        part("Case", "bad", &json!({ "Colour": "red" })),
        part("Task", "task", &call("@{bad.id}")),
    ];
    let each = json!({ "allOrNone": false, "compositeRequest": parts });
    let told = desk.send(Method::POST, "/composite", each).await.json();
    let status = |n: usize| told["compositeResponse"][n]["httpStatusCode"].clone();
    assert_eq!(
        [status(0), status(1), status(2)],
        [json!(201), json!(400), json!(400)]
    );
    assert_eq!(
        desk.records().await["cases"].as_array().map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn records_are_found_by_query_and_quotes_are_escaped() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let query = async |soql: &str| desk.visit.query(soql, &desk.token).await;
    // Fields are known before there is a record.
    let colour = query("SELECT Colour FROM Case").await;
    assert_eq!(error(&colour), (400, "INVALID_FIELD".into()));
    let contact = json!({ "LastName": "O'Neil \\ 100%", "Email": "o@neil.example" });
    let contact = desk.id("Contact", contact).await;
    for (subject, session) in [("a_1", "s-1"), ("ab1", "s-2")] {
        let case = json!({
            "Subject": subject, "Session_Id__c": session, "ContactId": contact, "OwnerId": ODILE_ID,
        });
        desk.id("Case", case).await;
    }
    let soql = "SELECT Id, Owner.Name, Contact.Email, CreatedBy.Name FROM Case \
        WHERE ContactId = '{}' AND (Session_Id__c = 's-1' OR Session_Id__c = 's-2') \
        ORDER BY CaseNumber DESC LIMIT 1";
    let found = query(&soql.replace("{}", &contact)).await.json();
    let case = &found["records"][0];
    assert_eq!(
        (
            &case["Owner"]["Name"],
            &case["CreatedBy"]["Name"],
            &case["Contact"]["Email"]
        ),
        (
            &json!("Odile Ortega"),
            &json!("Camille Roy"),
            &json!("o@neil.example")
        )
    );
    for (condition, count) in [
        (r"Contact WHERE LastName = 'O\'Neil \\ 100%'", 1),
        (r"Contact WHERE LastName LIKE '%\\ 100\%'", 1),
        (r"Case WHERE Subject LIKE 'a\_1'", 1),
        ("Case WHERE Subject LIKE 'a_1'", 2),
        ("Case WHERE IsClosed = true", 0),
        ("CaseComment WHERE IsPublished = true", 0),
        ("Group WHERE Type = 'Queue'", 1),
    ] {
        let found = query(&format!("SELECT COUNT() FROM {condition}")).await;
        assert_eq!(
            found.json()["totalSize"],
            count,
            "{condition}: {}",
            found.text
        );
    }
    let odd = query(r"SELECT Id FROM Case WHERE Subject = '\q'").await;
    assert_eq!(error(&odd), (400, "MALFORMED_QUERY".into()));
}

#[tokio::test]
async fn a_number_is_found_in_whatever_format_once_the_index_knows_it() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let contact = json!({ "LastName": "Endler", "MobilePhone": "+33 (1) 23-45.67 89" });
    let id = desk.id("Contact", contact).await;
    let search = async |number: &str, more: &str| {
        let path = format!("/parameterizedSearch?q={number}&sobject=Contact&in=PHONE{more}");
        desk.get(&path).await
    };
    let fields = "&fields=Id,Name";
    assert_eq!(
        search("+33123456789", fields).await.json()["searchRecords"],
        json!([])
    );
    desk.control("clock", json!({ "seconds": 121 })).await;
    for number in [
        "%2B33123456789",
        "0123456789",
        "01.23.45.67.89",
        "0033123456789",
    ] {
        let found = search(number, fields).await.json();
        assert_eq!(found["searchRecords"][0]["Id"], id, "{number}");
        assert_eq!(found["searchRecords"][0]["Name"], "Endler");
    }
    assert_eq!(
        search("0123456780", fields).await.json()["searchRecords"],
        json!([])
    );
    let odd = search("0123456789", "&snippet=true").await;
    assert_eq!(error(&odd), (400, "INVALID_SEARCH".into()));
}

#[tokio::test]
async fn an_answer_may_be_lost_and_the_work_done_at_once_or_later() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    for (n, fault) in [json!("lose_answer"), json!({ "late": 300 })]
        .into_iter()
        .enumerate()
    {
        let rule = json!({
            "host": ACME, "method": "POST", "path": "/services/data/v66.0/sobjects/Case",
            "fault": fault, "times": 1,
        });
        sandbox.control("POST", "faults", Some(rule)).await;
        let body = json!({ "Session_Id__c": format!("s-{n}") });
        let lost = desk
            .call(Method::POST, "/sobjects/Case")
            .json(&body)
            .send()
            .await;
        assert!(lost.is_err(), "there is no answer");
        assert_eq!(
            desk.records().await["cases"].as_array().map(Vec::len),
            Some(1)
        );
    }
    tokio::time::sleep(Duration::from_millis(600)).await;
    let again = desk.create("Case", json!({ "Session_Id__c": "s-1" })).await;
    assert_eq!(error(&again), (400, "DUPLICATE_VALUE".into()));
}

#[tokio::test]
async fn a_row_may_be_locked_for_once() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let body = json!([{
        "message": "unable to obtain exclusive access to this record or 1 records: 500am00000000001",
        "errorCode": "UNABLE_TO_LOCK_ROW", "fields": [],
    }]);
    let rule = json!({
        "host": ACME, "method": "POST", "path": "/services/data/v66.0/sobjects", "times": 1,
        "fault": { "status": { "code": 400, "body": body } },
    });
    sandbox.control("POST", "faults", Some(rule)).await;
    let locked = desk.create("Case", json!({})).await;
    assert_eq!(error(&locked), (400, "UNABLE_TO_LOCK_ROW".into()));
    assert_eq!(desk.create("Case", json!({})).await.status, 201);
}

#[tokio::test]
async fn somebody_else_closes_and_deletes_a_case() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let id = desk.id("Case", json!({ "Session_Id__c": "s-1" })).await;
    let path = format!("/sobjects/Case/{id}");
    desk.control("cases", json!({ "id": id, "status": "Closed" }))
        .await;
    assert_eq!(desk.get(&path).await.json()["IsClosed"], true);
    desk.control("cases", json!({ "id": id, "deleted": true, "by": ODILE.0 }))
        .await;
    let gone = desk.get("/sobjects/Case/Session_Id__c/s-1").await;
    assert_eq!(error(&gone), (404, "NOT_FOUND".into()));
    let comment = json!({ "ParentId": id, "CommentBody": "x" });
    let late = desk.create("CaseComment", comment).await;
    assert_eq!(error(&late), (400, "ENTITY_IS_DELETED".into()));
}

#[tokio::test]
async fn cases_stand_on_the_page_with_their_comments_and_nothing_in_it_runs() {
    let sandbox = Sandbox::start().await;
    let desk = Desk::of(&sandbox, CAMILLE).await;
    let case = json!({ "Subject": "<script>alert(1)</script>", "OwnerId": ODILE_ID });
    let id = desk.id("Case", case).await;
    let comment = json!({ "ParentId": id, "CommentBody": "a <b>note</b>", "IsPublished": false });
    desk.id("CaseComment", comment).await;
    let page = Answer::of(sandbox.client.get(format!("{}/records", sandbox.origin))).await;
    assert_eq!(page.status, 200);
    for text in [
        "Odile Ortega",
        "Camille Roy",
        "a &lt;b&gt;note",
        "private",
        ACME,
    ] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    assert!(!page.text.contains("<script>"));
}
