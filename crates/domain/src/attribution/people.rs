//! The CRM's people, and which of them an agent is.

use std::collections::BTreeMap;

use super::party::Reason;
use crate::event::AgentRef;

/// One user of the CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The CRM's id.
    pub id: String,
    /// Display name.
    pub name: String,
    /// The address agents are matched by.
    pub email: Option<String>,
    /// Neither suspended nor deactivated.
    pub is_active: bool,
    /// Whether a record may belong to this user; Zendesk's light agents own none.
    pub can_own: bool,
}

impl Person {
    /// Whether records can be given to this person.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        self.is_active && self.can_own
    }
}

/// Everybody a record could belong to, found by address without regard to case.
#[derive(Clone, Debug, Default)]
pub struct People {
    everyone: Vec<Person>,
    by_email: BTreeMap<String, Vec<usize>>,
}

/// Why an agent counts as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No user has that address.
    Unmatched,
    /// The user is suspended or deactivated.
    Inactive,
    /// The user can own no record.
    CannotOwn,
    /// Several users have that address.
    Ambiguous,
}

impl From<Unfit> for Reason {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Unmatched => Self::AgentUnmatched,
            Unfit::Inactive => Self::AgentInactive,
            Unfit::CannotOwn => Self::AgentCannotOwn,
            Unfit::Ambiguous => Self::AgentAmbiguous,
        }
    }
}

/// The user an agent is, or why there is none.
pub type Match<'a> = Result<&'a Person, Unfit>;

impl People {
    /// The people a CRM lists.
    #[must_use]
    pub fn new(everyone: Vec<Person>) -> Self {
        let mut by_email: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, person) in everyone.iter().enumerate() {
            if let Some(email) = &person.email {
                by_email
                    .entry(email.to_ascii_lowercase())
                    .or_default()
                    .push(at);
            }
        }
        Self { everyone, by_email }
    }

    /// The user an agent is. Of several with one address the only active one counts.
    ///
    /// # Errors
    /// Why there is none.
    pub fn find(&self, agent: &AgentRef) -> Match<'_> {
        let email = agent.email.as_deref().map(str::to_ascii_lowercase);
        let found = email.and_then(|email| self.by_email.get(email.trim()));
        let found: Vec<&Person> = found
            .into_iter()
            .flatten()
            .map(|at| &self.everyone[*at])
            .collect();
        let mut active = found.iter().filter(|person| person.is_active);
        match (active.next(), active.next(), found.is_empty()) {
            (_, _, true) => Err(Unfit::Unmatched),
            (Some(_), Some(_), _) => Err(Unfit::Ambiguous),
            (Some(person), None, _) if person.can_own => Ok(person),
            (Some(_), None, _) => Err(Unfit::CannotOwn),
            (None, ..) => Err(Unfit::Inactive),
        }
    }

    /// Those a record could be given to.
    pub fn eligible(&self) -> impl Iterator<Item = &Person> {
        self.everyone.iter().filter(|person| person.is_eligible())
    }

    /// The person of this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Person> {
        self.everyone.iter().find(|person| person.id == id)
    }

    /// The same people, of whom one can own nothing any more: the CRM said so.
    #[must_use]
    pub fn without(&self, id: &str, unfit: Unfit) -> Self {
        let mut everyone = self.everyone.clone();
        for person in everyone.iter_mut().filter(|person| person.id == id) {
            match unfit {
                Unfit::CannotOwn => person.can_own = false,
                _ => person.is_active = false,
            }
        }
        Self::new(everyone)
    }
}
