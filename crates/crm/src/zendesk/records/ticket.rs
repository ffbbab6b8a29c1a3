//! A record as a ticket.

use serde_json::{Map, Value, json};

use crate::records::{Change, NewRecord, Note, RemoteRecord};

/// What makes a ticket.
pub(super) fn new(record: &NewRecord) -> Value {
    let first = Note {
        body: record.body.clone(),
        author: record.author.clone(),
    };
    let mut ticket = Map::from_iter([
        ("subject".to_owned(), json!(record.subject)),
        ("external_id".to_owned(), json!(record.key)),
        ("comment".to_owned(), comment(&first)),
        ("assignee_id".to_owned(), id(&record.owner)),
    ]);
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            ticket.insert(name.to_owned(), value);
        }
    };
    set("requester_id", record.contact.as_deref().map(id));
    set("submitter_id", record.author.as_deref().map(id));
    // A custom field goes by its number.
    let field = record.session.as_ref();
    let field = field.filter(|(field, _)| field.parse::<u64>().is_ok());
    set(
        "custom_fields",
        field.map(|(field, session)| json!([{ "id": id(field), "value": session }])),
    );
    json!({ "ticket": ticket })
}

/// What changes one, unless somebody has changed it since.
pub(super) fn change(record: &RemoteRecord, change: &Change) -> Value {
    let mut ticket = Map::new();
    if let Some(note) = &change.note {
        ticket.insert("comment".to_owned(), comment(note));
    }
    if let Some(owner) = &change.owner {
        ticket.insert("assignee_id".to_owned(), id(owner));
    }
    if change.close {
        ticket.insert("status".to_owned(), json!("solved"));
    }
    if let Some(stamp) = &record.stamp {
        ticket.insert("safe_update".to_owned(), json!(true));
        ticket.insert("updated_stamp".to_owned(), json!(stamp));
    }
    json!({ "ticket": ticket })
}

/// `public` is always said: where it is not, it follows earlier comments, and may mail the customer.
fn comment(note: &Note) -> Value {
    let mut comment = json!({ "body": note.body, "public": false });
    if let Some(author) = &note.author {
        comment["author_id"] = id(author);
    }
    comment
}

/// Ids are numbers.
fn id(text: &str) -> Value {
    text.parse::<u64>()
        .map_or_else(|_| json!(text), |id| json!(id))
}

/// A ticket of an answer.
pub(super) fn read(ticket: Option<&Value>) -> Option<RemoteRecord> {
    let ticket = ticket?;
    let number = |name: &str| ticket.get(name)?.as_u64().map(|id| id.to_string());
    let text = |name: &str| ticket.get(name)?.as_str().map(str::to_owned);
    let status = text("status");
    Some(RemoteRecord {
        id: number("id")?,
        key: text("external_id"),
        owner: number("assignee_id"),
        contact: number("requester_id"),
        // A deleted ticket is neither open nor closed.
        is_open: matches!(status.as_deref(), Some("new" | "open" | "pending" | "hold")),
        is_closed: status.as_deref() == Some("closed"),
        stamp: text("updated_at"),
    })
}

/// The tickets of a list that was asked for by this key. One that cannot be read, or is of another key,
/// shows that nothing was looked up: taken for "there is none" it would be made twice.
pub(super) fn all(rows: Option<&[Value]>, key: &str) -> Option<Vec<RemoteRecord>> {
    let is_ours = |ticket: &RemoteRecord| ticket.key.as_deref() == Some(key);
    let tickets = rows?.iter().map(|row| read(Some(row)).filter(is_ours));
    tickets.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> NewRecord {
        NewRecord {
            key: "portal-1".to_owned(),
            contact: Some("91".to_owned()),
            subject: "Chat with Eve".to_owned(),
            body: "Session: s".to_owned(),
            owner: "382".to_owned(),
            author: Some("383".to_owned()),
            session: Some(("360".to_owned(), "s".to_owned())),
        }
    }

    #[test]
    fn a_ticket_names_its_owner_its_author_and_the_session_and_is_private() {
        let expected = json!({"ticket": {
            "subject": "Chat with Eve", "external_id": "portal-1", "assignee_id": 382,
            "requester_id": 91, "submitter_id": 383,
            "comment": {"body": "Session: s", "public": false, "author_id": 383},
            "custom_fields": [{"id": 360, "value": "s"}],
        }});
        assert_eq!(new(&record()), expected);
        let bare = NewRecord {
            author: None,
            session: Some(("a_name".to_owned(), "s".to_owned())),
            ..record()
        };
        let bare = new(&bare);
        assert_eq!(bare["ticket"]["submitter_id"], json!(null));
        assert_eq!(bare["ticket"]["custom_fields"], json!(null));
    }

    #[test]
    fn a_change_undoes_nobodys() {
        let read = read(Some(&json!({
            "id": 5, "status": "open", "assignee_id": null, "updated_at": "2026-11-27T12:00:00Z",
        })));
        let read = read.expect("a ticket");
        assert_eq!((read.is_open, read.owner.as_deref()), (true, None));
        let wanted = Change {
            note: None,
            owner: Some("382".to_owned()),
            close: true,
        };
        let expected = json!({"ticket": {
            "assignee_id": 382, "status": "solved",
            "safe_update": true, "updated_stamp": "2026-11-27T12:00:00Z",
        }});
        assert_eq!(change(&read, &wanted), expected);
    }

    #[test]
    fn a_status_is_open_closed_or_neither() {
        for (status, is_open, is_closed) in [
            (json!("new"), true, false),
            (json!("open"), true, false),
            (json!("pending"), true, false),
            (json!("hold"), true, false),
            (json!("solved"), false, false),
            (json!("closed"), false, true),
            (json!("deleted"), false, false),
            (json!(null), false, false),
        ] {
            let ticket = read(Some(&json!({"id": 5, "status": status}))).expect("a ticket");
            let seen = (ticket.is_open, ticket.is_closed);
            assert_eq!(seen, (is_open, is_closed), "{status}");
        }
    }
}
