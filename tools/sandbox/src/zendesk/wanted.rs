//! What a request wants of a ticket. What is not imitated is refused, not dropped.

use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::refusal;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    ticket: Wanted,
}

/// The properties of a ticket that are known here.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Wanted {
    pub(super) subject: Option<String>,
    pub(super) comment: Option<WantedComment>,
    pub(super) requester_id: Option<u64>,
    pub(super) submitter_id: Option<u64>,
    pub(super) assignee_id: Option<u64>,
    pub(super) group_id: Option<u64>,
    pub(super) external_id: Option<String>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) priority: Option<String>,
    pub(super) status: Option<String>,
    pub(super) custom_fields: Option<Vec<Value>>,
    pub(super) via_followup_source_id: Option<u64>,
    pub(super) safe_update: Option<bool>,
    pub(super) updated_stamp: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WantedComment {
    body: Option<String>,
    html_body: Option<String>,
    pub(super) public: Option<bool>,
    pub(super) author_id: Option<u64>,
}

impl WantedComment {
    pub(super) fn text(&self) -> &str {
        let text = self.body.as_ref().or(self.html_body.as_ref());
        text.map_or("", String::as_str)
    }
}

impl Wanted {
    /// The properties that are imitated for a new ticket, and not for one that is there.
    pub(super) fn only_when_new(&self) -> Option<&'static str> {
        [
            (self.group_id.is_some(), "group_id"),
            (self.external_id.is_some(), "external_id"),
            (self.priority.is_some(), "priority"),
            (self.requester_id.is_some(), "requester_id"),
            (self.submitter_id.is_some(), "submitter_id"),
            (
                self.via_followup_source_id.is_some(),
                "via_followup_source_id",
            ),
        ]
        .into_iter()
        .find_map(|(is_there, name)| is_there.then_some(name))
    }
}

const STATUSES: [&str; 6] = ["new", "open", "pending", "hold", "solved", "closed"];

pub(super) fn read(body: &[u8]) -> Result<Wanted, Box<Response>> {
    let wanted = serde_json::from_slice::<Body>(body)
        .map_err(|error| Box::new(refusal::unreadable_body(&error)))?
        .ticket;
    match wanted.status.as_deref() {
        Some(status) if !STATUSES.contains(&status) => {
            let text = format!("Status: {status} is not included in the list");
            Err(Box::new(refusal::invalid("status", &text)))
        }
        _ => Ok(wanted),
    }
}
