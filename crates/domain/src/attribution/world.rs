//! What the rule sees besides the session.

use super::{
    party::{Policy, Readiness},
    people::{People, Person},
};
use crate::{abilities::Abilities, record_creation::RecordCreation};

/// Everything outside the session that an attribution depends on.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// Whether the connection can carry records.
    pub readiness: Readiness,
    /// The boxes.
    pub policy: Policy,
    /// When a session makes a record.
    pub creation: RecordCreation,
    /// Whom the connection's credential acts as.
    pub default_user: Option<&'a Person>,
    /// The CRM's people.
    pub people: &'a People,
    /// What the CRM can express.
    pub abilities: Abilities,
    /// What a random choice starts from: the session's own name.
    pub seed: &'a str,
}
