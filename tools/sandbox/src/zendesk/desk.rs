//! What an account's help desk holds beside its seed: end-users that were made, tickets, and the keys
//! under which they were made.

mod key;
mod people;
mod ticket;

use std::collections::{BTreeMap, HashMap};

pub(crate) use people::{Change as PersonChange, EndUser};
pub(crate) use ticket::{Comment, Ticket};

use crate::{clock, seed::zendesk::Account};
use key::Keys;
pub(crate) use key::Known;
use people::People;

/// How long a user that was made cannot be found by searching, in seconds.
pub(crate) const SEARCH_LAG: u64 = 120;

/// One account's desk.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub(crate) people: People,
    pub(crate) tickets: BTreeMap<u64, Ticket>,
    by_external_id: HashMap<String, Vec<u64>>,
    pub(crate) keys: Keys,
    last: u64,
    /// How far its clock was put forward, in seconds.
    pub(crate) ahead: u64,
}

impl Desk {
    /// Its time, in seconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        clock::now() + self.ahead
    }

    /// The next number, for whatever is made.
    pub(crate) fn next(&mut self) -> u64 {
        self.last += 1;
        35_000 + self.last
    }

    /// The name behind the number of somebody of this account.
    pub(crate) fn name(&self, account: &Account, id: u64) -> String {
        let made = self.people.made(id).map(|user| user.name.clone());
        let of_staff = || account.by_id(id).map(|user| user.name);
        made.or_else(of_staff)
            .unwrap_or_else(|| "nobody".to_owned())
    }

    /// Keeps a ticket that was just made.
    pub(crate) fn keep(&mut self, ticket: Ticket) {
        if let Some(external_id) = &ticket.external_id {
            let ids = self.by_external_id.entry(external_id.clone()).or_default();
            ids.push(ticket.id);
        }
        self.tickets.insert(ticket.id, ticket);
    }

    /// The tickets of an external id, which is not unique.
    pub(crate) fn of_external_id(&self, external_id: &str) -> impl Iterator<Item = &Ticket> {
        let ids = self.by_external_id.get(external_id).into_iter().flatten();
        ids.filter_map(|id| self.tickets.get(id))
    }
}
