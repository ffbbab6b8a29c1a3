//! A session as a conversation.

use serde_json::{Map, Value, json};

use crate::records::{Change, NewRecord, RemoteRecord};

/// A new conversation.
pub(super) fn new(record: &NewRecord, customer: &str) -> Value {
    let mut body = json!({
        "customer": customer,
        "name": record.subject,
        "status": "open",
        "direction": "in",
        "externalId": record.key,
        "assignedUsers": [record.owner],
    });
    if let Some(author) = &record.author {
        body["createdBy"] = json!(author);
    }
    if let Some((field, id)) = &record.session {
        body["custom"] = Value::Object(Map::from_iter([(field.clone(), json!(id))]));
    }
    body
}

/// What is changed of the conversation itself; notes are rows of their own.
pub(super) fn change(change: &Change) -> Option<Value> {
    let mut body = Map::new();
    if let Some(owner) = &change.owner {
        body.insert("assignedUsers".to_owned(), json!([owner]));
    }
    if change.close {
        body.insert("status".to_owned(), json!("done"));
    }
    if body.is_empty() {
        return None;
    }
    let author = change.note.as_ref().and_then(|note| note.author.as_ref());
    if let Some(author) = author {
        body.insert("modifiedBy".to_owned(), json!(author));
    }
    Some(Value::Object(body))
}

/// A conversation of an answer.
pub(super) fn read(data: Option<&Value>) -> Option<RemoteRecord> {
    let data = data?;
    let text = |pointer: &str| data.pointer(pointer)?.as_str().map(str::to_owned);
    let status = text("/attributes/status");
    Some(RemoteRecord {
        id: text("/id")?,
        key: text("/attributes/externalId"),
        owner: text("/attributes/assignedUsers/0"),
        contact: text("/relationships/customer/data/id"),
        is_open: matches!(status.as_deref(), Some("open" | "snoozed")),
        // What is done can be written to, and opened again.
        is_closed: false,
        stamp: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Note;

    #[test]
    fn a_note_alone_changes_nothing_of_the_conversation() {
        let note = Note {
            body: "x".to_owned(),
            author: Some("u".to_owned()),
        };
        let mut wanted = Change {
            note: Some(note),
            ..Change::default()
        };
        assert_eq!(change(&wanted), None);
        wanted.owner = Some("o".to_owned());
        wanted.close = true;
        let expected = json!({"assignedUsers": ["o"], "status": "done", "modifiedBy": "u"});
        assert_eq!(change(&wanted), Some(expected));
    }

    #[test]
    fn a_snoozed_conversation_is_open_and_one_that_is_done_is_not() {
        for (status, is_open) in [("open", true), ("snoozed", true), ("done", false)] {
            let data = json!({"id": "c", "attributes": {
                "status": status, "externalId": "portal-1", "assignedUsers": ["o"],
            }, "relationships": {"customer": {"data": {"type": "customer", "id": "k"}}}});
            let read = read(Some(&data)).expect("a conversation");
            assert_eq!((read.is_open, read.owner.as_deref()), (is_open, Some("o")));
            assert_eq!(read.contact.as_deref(), Some("k"));
        }
    }
}
