//! A session as a case.

use serde_json::{Map, Value, json};

use super::text::quoted;
use crate::{
    answer::Answer,
    records::{NewRecord, Refusal, Refused, RemoteRecord},
    written::not_asked,
};

/// What is read of a case.
pub(super) const FIELDS: &str = "fields=Id,OwnerId,ContactId,IsClosed";

/// A new case.
pub(super) fn new(record: &NewRecord) -> Value {
    let mut case = Map::from_iter([
        ("Subject".to_owned(), json!(record.subject)),
        ("Description".to_owned(), json!(record.body)),
        ("Status".to_owned(), json!("New")),
        ("OwnerId".to_owned(), json!(record.owner)),
    ]);
    if let Some(contact) = &record.contact {
        case.insert("ContactId".to_owned(), json!(contact));
    }
    if let Some((field, id)) = &record.session {
        case.insert(field.clone(), json!(id));
    }
    Value::Object(case)
}

/// A new case and a task that bears our name, all or nothing.
pub(super) fn with_task(record: &NewRecord) -> Value {
    let data = super::super::api::DATA;
    json!({
        "allOrNone": true,
        "compositeRequest": [
            {
                "method": "POST", "url": format!("{data}/sobjects/Case"), "referenceId": "case",
                // The call's own header does not reach its parts.
                "httpHeaders": {"Sforce-Auto-Assign": "FALSE"},
                "body": new(record),
            },
            {
                "method": "POST", "url": format!("{data}/sobjects/Task"), "referenceId": "task",
                "body": {
                    "WhatId": "@{case.id}", "OwnerId": record.owner, "Subject": record.subject,
                    "Status": "Completed", "CallObject": record.key,
                },
            },
        ],
    })
}

/// The query for the task of this name, which is made of letters, digits and what a prefix may hold.
pub(super) fn by_task(key: &str) -> String {
    let key = quoted(key);
    format!("SELECT WhatId FROM Task WHERE CallObject='{key}' LIMIT 10")
}

/// A note that no customer sees.
pub(super) fn note(case: &str, body: &str) -> Value {
    json!({ "ParentId": case, "CommentBody": body, "IsPublished": false })
}

/// A field's name, if it is one.
pub(super) fn field(name: &str) -> Result<&str, Refused> {
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name
        .then_some(name)
        .ok_or_else(|| not_asked(Refusal::Invalid))
}

/// A case of an answer.
pub(super) fn read(answer: &Answer) -> Option<RemoteRecord> {
    let text = |pointer: &str| answer.raw(pointer).map(str::to_owned);
    let changed = answer.headers.get("last-modified");
    Some(RemoteRecord {
        id: text("/Id")?,
        key: None,
        owner: text("/OwnerId"),
        contact: text("/ContactId"),
        is_open: answer.get("/IsClosed") != Some(&Value::Bool(true)),
        // What is closed can be written to, and opened again.
        is_closed: false,
        stamp: changed.and_then(|date| Some(date.to_str().ok()?.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_is_made_with_the_case_or_not_at_all() {
        let record = NewRecord {
            key: "portal-1".to_owned(),
            contact: Some("003000000000001".to_owned()),
            subject: "Chat with Eve".to_owned(),
            body: "Session: s".to_owned(),
            owner: "005000000000001".to_owned(),
            author: None,
            session: None,
        };
        let both = with_task(&record);
        assert_eq!(both["allOrNone"], json!(true));
        assert_eq!(
            both.pointer("/compositeRequest/0/body/OwnerId"),
            Some(&json!(record.owner))
        );
        assert_eq!(
            both.pointer("/compositeRequest/1/body/CallObject"),
            Some(&json!("portal-1"))
        );
    }

    #[test]
    fn nothing_but_a_name_gets_into_a_path() {
        assert!(field("Session_Id__c").is_ok());
        for name in ["", "a/b", "a?b", "a b"] {
            assert!(field(name).is_err(), "{name}");
        }
        assert!(
            by_task("a'b").contains("CallObject='a\\'b'"),
            "{}",
            by_task("a'b")
        );
    }
}
