//! The answer to whoever sends events.

use serde::{Deserialize, Serialize};

/// What became of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// It is on disk: by this request, or by an earlier one that said the same.
    Accepted,
    /// Another event of this id, which says something else, is on disk. Nothing was changed.
    Conflict,
    /// It cannot be taken as it is.
    Refused,
    /// It is of a kind that makes no record.
    Ignored,
}

/// One event's result, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventResult {
    /// The sender's id of it, if it has one.
    pub id: Option<String>,
    /// What became of it.
    pub status: EventStatus,
    /// Stable name of what is wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The same in a sentence, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Where in the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// At least one event is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Received {
    /// One result for each event, in the order of the request.
    pub results: Vec<EventResult>,
}

/// No event was taken: a problem as RFC 9457 has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventsProblem {
    /// What kind of problem it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What happened.
    pub detail: String,
    /// Stable name of it.
    pub code: String,
    /// What to do about it.
    pub next_step: String,
    /// Found again in the server's log.
    pub request_id: Option<String>,
    /// One result for each event, in the order of the request.
    pub results: Vec<EventResult>,
}
