//! What happens in a session of the contact centre, as its platform tells it.
//!
//! An event is known by its sender and the sender's id for it; a session by its sender and the
//! session's id. Events come in any order and more than once: what they come to is the business of
//! [`Fold`](crate::Fold).

mod data;
mod kind;

pub use data::{
    Abandoned, AgentRef, AgentStep, Callback, Comment, Contact, Disposition, Ended, Entry, Message,
    Opened, Recording, SessionFacts, Speaker, Text, Voicemail,
};
pub use kind::{Data, Kind};

use crate::millis::Millis;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Who sent it, as CloudEvents has it.
    pub source: String,
    /// The sender's id of it.
    pub id: String,
    /// The session it belongs to.
    pub session: String,
    /// When it happened, by the sender's clock.
    pub at: Millis,
    /// What happened.
    pub data: Data,
}

impl Event {
    /// What kind of event it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.data.kind()
    }

    /// The order of a session's events: by time, and by id where the clock tells two apart no more.
    #[must_use]
    pub fn order(&self) -> (Millis, &str) {
        (self.at, &self.id)
    }
}
