//! What an organisation holds beside its seed: customers, conversations with their notes, and what
//! became of its users and keys since.

mod conversation;
mod customer;
mod pace;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(crate) use conversation::{Conversation, Note};
pub(crate) use customer::{Address, Customer, handle};

use crate::clock;
pub(super) use pace::Kind;
use pace::Pace;

/// One organisation's records.
#[derive(Debug, Default)]
pub(crate) struct Book {
    customers: BTreeMap<String, Customer>,
    /// `email=`, `phone=` or `externalId=` and its value, to the customer who has it.
    handles: HashMap<String, String>,
    /// Customers who were merged, and into whom.
    merged: HashMap<String, String>,
    conversations: BTreeMap<String, Conversation>,
    by_external_id: HashMap<String, Vec<String>>,
    by_customer: HashMap<String, Vec<String>>,
    pub(super) pace: Pace,
    deleted_users: BTreeSet<String>,
    roles: HashMap<String, Vec<String>>,
    last: u64,
    /// How far its clock was put forward, in seconds.
    pub(crate) ahead: u64,
}

impl Book {
    /// Its time, in milliseconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        clock::now_ms() + self.ahead * 1000
    }

    /// The next id, for whatever is made: 24 hexadecimal digits.
    pub(crate) fn next(&mut self) -> String {
        self.last += 1;
        format!("6930a000{:016x}", self.last)
    }

    /// The customer of this id, or the one it was merged into.
    pub(crate) fn customer(&self, id: &str, follow: bool) -> Option<&Customer> {
        let survivor = self.merged.get(id).filter(|_| follow);
        self.customers.get(survivor.map_or(id, String::as_str))
    }

    /// The id of the customer who has this handle.
    pub(crate) fn whose(&self, handle: &str) -> Option<&str> {
        self.handles.get(handle).map(String::as_str)
    }

    /// Every customer, oldest first.
    pub(crate) fn customers(&self) -> impl Iterator<Item = &Customer> {
        self.customers.values()
    }

    /// Keeps a new customer, or one that was changed.
    pub(crate) fn keep_customer(&mut self, customer: Customer) {
        let id = &customer.id;
        let before = self.customers.get(id).map(Customer::handles);
        for handle in before.into_iter().flatten() {
            self.handles.remove(&handle);
        }
        for handle in customer.handles() {
            self.handles.insert(handle, id.clone());
        }
        self.customers.insert(id.clone(), customer);
    }

    /// Merges one customer into another, who takes over addresses and conversations.
    pub(crate) fn merge(&mut self, id: &str, into: &str) -> bool {
        if id == into || !self.customers.contains_key(into) {
            return false;
        }
        let Some(from) = self.customers.remove(id) else {
            return false;
        };
        let now = self.now();
        let Some(mut survivor) = self.customers.get(into).cloned() else {
            return false;
        };
        survivor.take_over(from, now);
        self.handles.retain(|_, whose| whose != id);
        self.keep_customer(survivor);
        let moved = self.by_customer.remove(id).unwrap_or_default();
        for conversation in &moved {
            if let Some(conversation) = self.conversations.get_mut(conversation) {
                conversation.customer = into.to_owned();
            }
        }
        let of_survivor = self.by_customer.entry(into.to_owned()).or_default();
        of_survivor.extend(moved);
        for whom in self.merged.values_mut().filter(|whom| *whom == id) {
            into.clone_into(whom);
        }
        self.merged.insert(id.to_owned(), into.to_owned());
        true
    }

    pub(crate) fn conversation(&self, id: &str) -> Option<&Conversation> {
        self.conversations.get(id)
    }

    pub(crate) fn conversation_mut(&mut self, id: &str) -> Option<&mut Conversation> {
        self.conversations.get_mut(id)
    }

    /// Every conversation, oldest first.
    pub(crate) fn conversations(&self) -> impl DoubleEndedIterator<Item = &Conversation> {
        self.conversations.values()
    }

    /// The oldest conversation of an external id, which need not be unique.
    pub(crate) fn of_external_id(&self, external_id: &str) -> Option<&Conversation> {
        let ids = self.by_external_id.get(external_id)?;
        ids.iter().find_map(|id| self.conversations.get(id))
    }

    /// A customer's conversations, newest first.
    pub(crate) fn of_customer(&self, id: &str) -> Vec<&Conversation> {
        let ids = self.by_customer.get(id).into_iter().flatten();
        let mut found: Vec<_> = ids.filter_map(|id| self.conversations.get(id)).collect();
        found.sort_by_key(|conversation| (conversation.created_at, &conversation.id));
        found.reverse();
        found
    }

    /// Keeps a conversation that was just made.
    pub(crate) fn keep_conversation(&mut self, conversation: Conversation) {
        let id = &conversation.id;
        if let Some(external_id) = &conversation.external_id {
            let ids = self.by_external_id.entry(external_id.clone()).or_default();
            ids.push(id.clone());
        }
        let customer = conversation.customer.clone();
        self.by_customer
            .entry(customer)
            .or_default()
            .push(id.clone());
        self.conversations.insert(id.clone(), conversation);
    }

    /// Deletes a conversation, if it is there.
    pub(crate) fn delete_conversation(&mut self, id: &str) -> bool {
        self.conversations.remove(id).is_some()
    }

    /// Deletes one of the seed's users, or takes that back.
    pub(crate) fn delete_user(&mut self, id: &str, deleted: bool) {
        if deleted {
            self.deleted_users.insert(id.to_owned());
        } else {
            self.deleted_users.remove(id);
        }
    }

    pub(crate) fn is_deleted_user(&self, id: &str) -> bool {
        self.deleted_users.contains(id)
    }

    /// Gives a key other roles than the seed's.
    pub(crate) fn set_roles(&mut self, key: &str, roles: Vec<String>) {
        self.roles.insert(key.to_owned(), roles);
    }

    /// The roles a key was given instead of the seed's.
    pub(crate) fn roles(&self, key: &str) -> Option<&Vec<String>> {
        self.roles.get(key)
    }
}
