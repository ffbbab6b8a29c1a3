//! What keeps a record from being a second one: the unique external id of cases, and the
//! duplicate rule for contacts, which a header can overrule.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    ask::Ask,
    desk::Desk,
    kind::{EXTERNAL_ID, Kind},
    reply::{Reply, Step},
    store::Record,
};

/// Whether a record with these fields may be there beside the others; `own` is its id if it is.
pub(super) fn check(
    desk: &Desk<'_>,
    kind: Kind,
    fields: &Map<String, Value>,
    own: &str,
    ask: &Ask<'_>,
) -> Step<()> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    match kind {
        Kind::Case => text(EXTERNAL_ID).map_or(Ok(()), |value| unique(desk, value, own)),
        Kind::Contact => text("Email").map_or(Ok(()), |email| rule(desk, email, own, ask)),
        Kind::CaseComment | Kind::Task => Ok(()),
    }
}

fn unique(desk: &Desk<'_>, value: &str, own: &str) -> Step<()> {
    if !desk.store.rules.unique {
        return Ok(());
    }
    let mut others = desk
        .store
        .cases_of(value)
        .filter(|row| row.text("Id") != own);
    match others.next() {
        None => Ok(()),
        Some(other) => {
            let text = format!(
                "duplicate value found: {EXTERNAL_ID} duplicates value on record with id: {}",
                other.text("Id")
            );
            Err(Reply::unsaved("DUPLICATE_VALUE", &text, &[]))
        }
    }
}

fn rule(desk: &Desk<'_>, email: &str, own: &str, ask: &Ask<'_>) -> Step<()> {
    let header = "sforce-duplicate-rule-header";
    if !desk.store.rules.duplicates || ask.says(header, "allowSave=true") {
        return Ok(());
    }
    let is_match =
        |row: &&Record| row.text("Email").eq_ignore_ascii_case(email) && row.text("Id") != own;
    let matches = desk.store.all(Kind::Contact).filter(is_match);
    let found: Vec<Value> = matches.map(|row| matched(desk.version, row)).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(detected(&found))
}

fn matched(version: &str, row: &Record) -> Value {
    let id = row.text("Id");
    let url = format!("/services/data/{version}/sobjects/Contact/{id}");
    json!({
        "additionalInformation": [], "fieldDiffs": [], "matchConfidence": 100.0,
        "record": { "attributes": { "type": "Contact", "url": url }, "Id": id },
    })
}

fn detected(found: &[Value]) -> Reply {
    let text = "Use one of these records?";
    let body = json!([{
        "message": text, "errorCode": "DUPLICATES_DETECTED", "fields": [],
        "duplicateResult": {
            "allowSave": true, "duplicateRule": "Standard_Contact_Duplicate_Rule",
            "duplicateRuleEntityType": "Contact", "errorMessage": text,
            "matchResults": [{
                "entityType": "Contact", "errors": [], "matchEngine": "ExactMatchEngine",
                "matchRecords": found, "rule": "Standard_Contact_Match_Rule_v1_1",
                "size": found.len(), "success": true,
            }],
        },
    }]);
    Reply::json(StatusCode::BAD_REQUEST, body)
}
