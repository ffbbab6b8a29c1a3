//! What became of each event: a row of Activity, and its story.

use serde::{Deserialize, Serialize};

use crate::{
    attribution::{Party, Reason},
    crm::Crm,
    millis::Millis,
};

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// On its way.
    Waiting,
    /// Waits until somebody has repaired or chosen something.
    Held,
    /// The CRM was written to.
    Delivered,
    /// There was nothing to write.
    Nothing,
    /// Given up on; can be replayed.
    Parked,
}

impl DeliveryState {
    /// All of them, in the order of the filter.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Held,
        Self::Delivered,
        Self::Nothing,
        Self::Parked,
    ];

    /// Its name in URLs and in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Delivered => "delivered",
            Self::Nothing => "nothing",
            Self::Parked => "parked",
        }
    }

    /// The state of that [`DeliveryState::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// One delivery, as a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Its id.
    pub id: String,
    /// The session.
    pub session: String,
    /// What kind of event it delivers, such as `session.started`.
    pub kind: String,
    /// When the event happened.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub at: Millis,
    /// When it came in.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub received_at: Millis,
    /// The CRM it goes to; none while none is chosen.
    pub crm: Option<Crm>,
    /// Where it stands.
    pub state: DeliveryState,
    /// Why it was attributed so, or waits, or was given up.
    pub reason: Option<String>,
    /// Whom the record belongs to since.
    pub owner: Option<Attributed>,
    /// The record in the CRM.
    pub record: Option<RecordLink>,
}

/// Somebody in the CRM, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attributed {
    /// As what.
    pub party: Party,
    /// The CRM's id.
    pub id: String,
    /// Display name.
    pub name: String,
}

/// A record in the CRM.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordLink {
    /// The CRM's id of it.
    pub id: String,
    /// Where an agent opens it.
    pub url: Option<String>,
}

/// One page of Activity, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityPage {
    /// The rows.
    pub rows: Vec<Activity>,
    /// What to ask the next page with; none on the last one.
    pub next: Option<String>,
    /// Why everything that is held waits, if anything does, and how much that is.
    pub held: Option<Held>,
}

/// What is held, as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    /// How many deliveries.
    pub count: u64,
    /// When the oldest came in.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub oldest: Millis,
    /// Why.
    pub reason: Reason,
    /// For which CRM; none while none is chosen.
    pub crm: Option<Crm>,
}

/// The story of one delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Story {
    /// The delivery.
    pub activity: Activity,
    /// The sender.
    pub source: String,
    /// The sender's id of the event.
    pub event: String,
    /// What the rule saw when it last decided.
    pub seen: Option<Seen>,
    /// In whose name the CRM was written to.
    pub actor: Option<Attributed>,
    /// Whether that should have been somebody else, in whose name this CRM cannot be written to.
    pub actor_instead: bool,
    /// Every call to the CRM, in order.
    pub calls: Vec<Call>,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next, if it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub due_at: Option<Millis>,
    /// When it was done.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub done_at: Option<Millis>,
}

/// What the rule saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seen {
    /// The session's agents by address, the last one at the end.
    pub agents: Vec<String>,
    /// Whether box 1 was on.
    pub default_user: bool,
    /// Whether box 2 was on.
    pub always: bool,
    /// How many people of the CRM could have owned it.
    pub eligible: u32,
    /// Whom the record belonged to before, by name; none where there was no record.
    pub owner_before: Option<String>,
}

/// One call to the CRM.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Call {
    /// What it was for, such as `create_record`.
    pub what: String,
    /// The status of the answer; none where there was none.
    pub status: Option<u16>,
    /// When it was made.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub at: Millis,
    /// How long it took, in milliseconds.
    pub ms: u32,
}
