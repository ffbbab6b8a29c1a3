//! A conversation with its notes, and how Kustomer shows them.

use serde_json::{Map, Value, json};

use crate::{clock, seed::kustomer::Org};

/// An internal note.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) mentions: Vec<String>,
    pub(crate) created_by: String,
    /// Milliseconds since 1970.
    pub(crate) created_at: u64,
}

/// A conversation.
#[derive(Debug, Clone)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) customer: String,
    pub(crate) external_id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) status: String,
    pub(crate) snooze: Option<Value>,
    pub(crate) priority: u8,
    pub(crate) direction: Option<String>,
    pub(crate) assigned_users: Vec<String>,
    pub(crate) assigned_teams: Vec<String>,
    pub(crate) queue: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) custom: Map<String, Value>,
    pub(crate) notes: Vec<Note>,
    pub(crate) created_by: String,
    pub(crate) modified_by: String,
    pub(crate) imported_at: Option<u64>,
    /// Milliseconds since 1970.
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
    pub(crate) rev: u64,
}

/// A relationship to one thing of a type.
fn one(kind: &str, id: &str) -> Value {
    json!({ "data": { "type": kind, "id": id }, "links": { "self": format!("/v1/{kind}s/{id}") } })
}

impl Conversation {
    /// A change happened.
    pub(crate) fn touch(&mut self, now: u64) {
        self.updated_at = now.max(self.updated_at);
        self.rev += 1;
    }

    /// Its notes, newest first.
    pub(crate) fn newest_notes(&self) -> Vec<&Note> {
        let mut notes: Vec<_> = self.notes.iter().collect();
        notes.sort_by_key(|note| (note.created_at, &note.id));
        notes.reverse();
        notes
    }

    pub(crate) fn shown(&self, org: &Org) -> Value {
        let queue = self.queue.as_deref().map(|id| one("queue", id));
        let path = format!("/v1/conversations/{}", self.id);
        let mut shown = json!({
            "type": "conversation", "id": self.id,
            "attributes": {
                "name": self.name, "externalId": self.external_id, "status": self.status,
                "snooze": self.snooze, "priority": self.priority, "direction": self.direction,
                "assignedUsers": self.assigned_users, "assignedTeams": self.assigned_teams,
                "tags": self.tags, "custom": self.custom, "noteCount": self.notes.len(),
                "importedAt": self.imported_at.map(clock::iso),
                "createdAt": clock::iso(self.created_at),
                "updatedAt": clock::iso(self.updated_at), "rev": self.rev,
            },
            "relationships": {
                "org": one("org", &org.id), "customer": one("customer", &self.customer),
                "createdBy": one("user", &self.created_by),
                "modifiedBy": one("user", &self.modified_by),
            },
            "links": { "self": path },
        });
        if let Some(queue) = queue {
            shown["relationships"]["queue"] = queue;
        }
        shown
    }

    /// One of its notes.
    pub(crate) fn shown_note(&self, note: &Note, org: &Org) -> Value {
        let at = clock::iso(note.created_at);
        json!({
            "type": "note", "id": note.id,
            "attributes": {
                "body": note.body, "userMentions": note.mentions, "createdAt": at,
                "updatedAt": at, "rev": 1,
            },
            "relationships": {
                "org": one("org", &org.id), "customer": one("customer", &self.customer),
                "conversation": one("conversation", &self.id),
                "createdBy": one("user", &note.created_by),
                "modifiedBy": one("user", &note.created_by),
            },
            "links": { "self": format!("/v1/notes/{}", note.id) },
        })
    }
}
