//! A ticket, and how Zendesk shows one.

use serde_json::{Value, json};

use crate::clock;

/// A comment of a ticket.
#[derive(Debug, Clone)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) author_id: u64,
    pub(crate) body: String,
    pub(crate) public: bool,
    pub(crate) at: u64,
}

/// A ticket.
#[derive(Debug, Clone)]
pub(crate) struct Ticket {
    pub(crate) id: u64,
    pub(crate) external_id: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) status: String,
    pub(crate) priority: Option<String>,
    pub(crate) requester_id: u64,
    pub(crate) submitter_id: u64,
    pub(crate) assignee_id: Option<u64>,
    pub(crate) group_id: Option<u64>,
    pub(crate) tags: Vec<String>,
    pub(crate) custom_fields: Vec<Value>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) audits: Vec<Value>,
    pub(crate) follows: Option<u64>,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
}

/// A second of the desk's clock, as Zendesk writes times.
fn time(seconds: u64) -> String {
    clock::iso(seconds * 1000).replace(".000Z", "Z")
}

impl Ticket {
    /// What a later change compares with.
    pub(crate) fn stamp(&self) -> String {
        time(self.updated_at)
    }

    /// A change happened: its stamp is later than before, however quickly it came.
    pub(crate) fn touch(&mut self, now: u64) {
        self.updated_at = now.max(self.updated_at);
    }

    pub(crate) fn shown(&self, base: &str) -> Value {
        let description = self.comments.first().map(|comment| comment.body.clone());
        json!({
            "url": format!("{base}/api/v2/tickets/{}.json", self.id), "id": self.id,
            "external_id": self.external_id,
            "via": { "channel": "api", "source": { "from": {}, "to": {}, "rel": null } },
            "created_at": time(self.created_at), "updated_at": self.stamp(),
            "type": null, "subject": self.subject, "raw_subject": self.subject,
            "description": description, "priority": self.priority, "status": self.status,
            "recipient": null, "requester_id": self.requester_id,
            "submitter_id": self.submitter_id, "assignee_id": self.assignee_id,
            "organization_id": null, "group_id": self.group_id, "collaborator_ids": [],
            "follower_ids": [], "email_cc_ids": [], "forum_topic_id": null, "problem_id": null,
            "has_incidents": false, "is_public": self.comments.iter().any(|c| c.public),
            "due_at": null, "tags": self.tags, "custom_fields": self.custom_fields,
            "satisfaction_rating": null, "sharing_agreement_ids": [], "custom_status_id": null,
            "fields": self.custom_fields, "followup_ids": [],
            "via_followup_source_id": self.follows, "allow_channelback": false,
            "allow_attachments": true, "from_messaging_channel": false
        })
    }
}

impl Comment {
    pub(crate) fn shown(&self, audit_id: u64) -> Value {
        json!({
            "id": self.id, "type": "Comment", "author_id": self.author_id, "body": self.body,
            "html_body": format!("<div class=\"zd-comment\">{}</div>", crate::html::escape(&self.body)),
            "plain_body": self.body, "public": self.public, "attachments": [],
            "audit_id": audit_id, "created_at": time(self.at)
        })
    }
}
