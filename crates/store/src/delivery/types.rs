//! What travels between the store and whoever delivers.

use domain::{
    Channel, DeliveryState, Millis, Owner,
    event::{Event, Kind},
    wire::{Call, Seen},
};

/// What became of an event that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is on disk, with its delivery.
    New,
    /// It was on disk already, saying the same.
    Repeat,
    /// Another event of this id, which says something else, is on disk.
    Conflict,
}

/// The right to deliver one lane until it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneLease {
    /// The lane.
    pub lane: String,
    /// The sender.
    pub source: String,
    /// The session.
    pub session: String,
    /// Which claim of the lane it is.
    pub number: i64,
    /// How often the delivery in front was tried without an outcome.
    pub tries: u32,
}

/// All that is kept of a lane.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Its events.
    pub events: Vec<Stored>,
    /// Its records.
    pub records: Vec<KeptRecord>,
}

/// An event and how its delivery stands.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Our id of it.
    pub id: String,
    /// What kind it is of.
    pub kind: Kind,
    /// When it happened.
    pub at: Millis,
    /// The event; none where its body is gone or does not open.
    pub event: Option<Event>,
    /// Where its delivery stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
}

/// A record of a lane, as it was last written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecord {
    /// Which part of the session it is of: `session`, or the sender's id of a voicemail.
    pub origin: String,
    /// Host and identity it was made under.
    pub account: String,
    /// The CRM's id.
    pub remote_id: String,
    /// The CRM's id of the consumer.
    pub contact_id: Option<String>,
    /// Whom it was given to.
    pub owner: Option<Owner>,
    /// Whether it is another session's.
    pub is_appended: bool,
    /// How the session is held.
    pub channel: Option<Channel>,
    /// The leaf queue.
    pub queue: Option<String>,
    /// Whether it is closed.
    pub is_closed: bool,
}

/// How a delivery ended, or that it has not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The CRM was written to.
    Delivered,
    /// There was nothing to write.
    Nothing,
    /// It is given up.
    Parked,
    /// It is tried again.
    Again,
    /// It waits until somebody has repaired or chosen something.
    Held,
}

/// What the rule decided, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Whom the record belongs to since.
    pub owner: Option<Owner>,
    /// In whose name it was written.
    pub actor: Option<Owner>,
    /// Whether that should have been somebody else.
    pub actor_instead: bool,
    /// What the rule saw.
    pub seen: Seen,
}

/// What becomes of the lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It goes on, until then.
    GoOn(Millis),
    /// It ends; what still waits is due then.
    Release(Millis),
    /// It ends, and so does the lane until it is replayed.
    Park,
}

/// One delivery's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Under which lease: its lane and number.
    pub lane: String,
    /// Under which lease: its number.
    pub lease: i64,
    /// The delivery; none where only the lease ends.
    pub delivery: Option<String>,
    /// How it ended.
    pub ended: Ended,
    /// Why.
    pub reason: Option<String>,
    /// What was decided.
    pub decided: Option<Decided>,
    /// The record as it was written, and where it is opened.
    pub record: Option<(KeptRecord, String)>,
    /// The calls that were made.
    pub calls: Vec<Call>,
    /// What becomes of the lease.
    pub then: Then,
    /// When all this was.
    pub now: Millis,
}
