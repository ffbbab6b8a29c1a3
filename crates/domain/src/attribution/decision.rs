//! What the rule answers.

use super::{
    party::{Party, Reason},
    people::Person,
};

/// What to do about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The CRM is written to.
    Do {
        /// What.
        task: Task,
        /// In whose name.
        actor: Acting,
        /// Whom the record then belongs to; none where that stays as it is.
        owner: Option<Owner>,
        /// Why.
        reason: Reason,
    },
    /// It waits until somebody has repaired or chosen something.
    Held(Reason),
    /// Nothing is to be done.
    Nothing(Reason),
}

/// What is done to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Contact and record are made.
    Create,
    /// The record gets an owner, and what happened is noted in it.
    SetOwner,
    /// What happened is noted in it.
    Note,
    /// That is noted, and the record closed.
    Close,
    /// The session goes on in the open record of another one.
    Append,
}

/// Somebody of the CRM, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// As what.
    pub party: Party,
    /// The CRM's id.
    pub id: String,
    /// Display name.
    pub name: String,
}

impl Owner {
    pub(super) fn new(party: Party, person: &Person) -> Self {
        Self {
            party,
            id: person.id.clone(),
            name: person.name.clone(),
        }
    }
}

/// In whose name the CRM is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub who: Owner,
    /// Whether it should have been somebody else, in whose name this CRM cannot be written to so.
    pub instead: bool,
}
