//! A session as a case.

use domain::parse::Guid;
use serde_json::{Map, Value, json};

use crate::records::{NewRecord, RemoteRecord};

/// What is read of a case.
pub(super) const SELECT: &str = "$select=incidentid,statecode,_ownerid_value,_customerid_value";

/// A new case. Its owner is bound: as text in `ownerid` it would be passed over without a word.
pub(super) fn new(record: &NewRecord, contact: &Guid, owner: &Guid) -> Value {
    let mut case = Map::from_iter([
        ("title".to_owned(), json!(record.subject)),
        ("description".to_owned(), json!(record.body)),
        (
            "customerid_contact@odata.bind".to_owned(),
            json!(format!("/contacts({contact})")),
        ),
        (
            "ownerid@odata.bind".to_owned(),
            json!(format!("/systemusers({owner})")),
        ),
    ]);
    if let Some((field, id)) = &record.session {
        case.insert(field.clone(), json!(id));
    }
    Value::Object(case)
}

/// A note, which in Dynamics nobody but its users sees.
pub(super) fn note(case: &Guid, body: &str) -> Value {
    json!({
        "subject": body.lines().next().unwrap_or_default(),
        "notetext": body,
        "objectid_incident@odata.bind": format!("/incidents({case})"),
    })
}

/// Closing takes a resolution: changing the state alone does not do it.
pub(super) fn close(case: &Guid) -> Value {
    json!({
        "IncidentResolution": {
            "subject": "Resolved",
            "incidentid@odata.bind": format!("/incidents({case})"),
        },
        "Status": 5,
    })
}

/// A case of an answer; states are read by number, their texts come in the environment's language.
pub(super) fn read(case: Option<&Value>) -> Option<RemoteRecord> {
    let case = case?;
    let text = |name: &str| case.get(name)?.as_str().map(str::to_owned);
    Some(RemoteRecord {
        id: text("incidentid")?,
        key: None,
        owner: text("_ownerid_value").map(|id| id.to_ascii_lowercase()),
        contact: text("_customerid_value"),
        is_open: case.get("statecode").and_then(Value::as_i64) == Some(0),
        // Notes are taken by a case that is settled, too.
        is_closed: false,
        stamp: text("@odata.etag"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_bound_and_never_sent_as_text() {
        let record = NewRecord {
            key: "portal-1".to_owned(),
            contact: None,
            subject: "Chat with Eve".to_owned(),
            body: "Session: s".to_owned(),
            owner: String::new(),
            author: None,
            session: Some(("new_sessionid".to_owned(), "s".to_owned())),
        };
        let guid = |digit: &str| -> Guid {
            let text = format!("{0}-0000-4000-8000-{0}0000", digit.repeat(8));
            text.parse().expect("a GUID")
        };
        let case = new(&record, &guid("a"), &guid("b"));
        assert_eq!(
            case["ownerid@odata.bind"],
            json!(format!("/systemusers({})", guid("b")))
        );
        assert_eq!(case.get("ownerid"), None);
        assert_eq!(case["new_sessionid"], json!("s"));
    }

    #[test]
    fn a_state_is_a_number() {
        for (state, is_open) in [(json!(0), true), (json!(1), false), (json!(null), false)] {
            let case = json!({"incidentid": "x", "statecode": state, "@odata.etag": "W/\"7\""});
            let case = read(Some(&case)).expect("a case");
            assert_eq!((case.is_open, case.is_closed), (is_open, false));
            assert_eq!(case.stamp.as_deref(), Some("W/\"7\""));
        }
    }
}
