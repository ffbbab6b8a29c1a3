//! End-users that were made, and what became of the seed's people since.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::seed::zendesk::{Account, User};

/// An end-user made through the API.
#[derive(Debug, Clone)]
pub(crate) struct EndUser {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) external_id: Option<String>,
    /// When, by the desk's clock.
    pub(crate) made_at: u64,
}

impl EndUser {
    /// As somebody of the seed, for comparing.
    pub(crate) fn as_user(&self) -> User {
        User {
            id: self.id,
            name: self.name.clone(),
            email: self.email.clone().unwrap_or_default(),
            role: "end-user".to_owned(),
            role_type: None,
            restricted_agent: true,
            suspended: false,
            verified: false,
        }
    }
}

/// Everybody who is not as the seed has them.
#[derive(Debug, Default)]
pub(crate) struct People {
    made: BTreeMap<u64, EndUser>,
    by_email: HashMap<String, u64>,
    by_external_id: HashMap<String, u64>,
    suspended: BTreeSet<u64>,
    deleted: BTreeSet<u64>,
    outside: BTreeSet<u64>,
}

/// What is done to somebody; what is absent stays.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Change {
    pub(crate) suspended: Option<bool>,
    pub(crate) deleted: Option<bool>,
    pub(crate) outside_group: Option<bool>,
}

impl People {
    /// The end-user of this address, in any case, or of this external id.
    pub(crate) fn find(&self, email: Option<&str>, external_id: Option<&str>) -> Option<u64> {
        let by_email = email.and_then(|email| self.by_email.get(&email.to_lowercase()));
        let by_id = || external_id.and_then(|id| self.by_external_id.get(id));
        by_email.or_else(by_id).copied()
    }

    pub(crate) fn made(&self, id: u64) -> Option<&EndUser> {
        self.made
            .get(&id)
            .filter(|user| !self.deleted.contains(&user.id))
    }

    /// Keeps a new end-user, or one that was changed.
    pub(crate) fn keep(&mut self, user: EndUser) {
        if let Some(email) = &user.email {
            self.by_email.insert(email.to_lowercase(), user.id);
        }
        if let Some(external_id) = &user.external_id {
            self.by_external_id.insert(external_id.clone(), user.id);
        }
        self.made.insert(user.id, user);
    }

    /// Those that searching finds by now.
    pub(crate) fn findable(&self, until: u64) -> impl Iterator<Item = &EndUser> {
        let made = self.made.values();
        made.filter(move |user| user.made_at <= until && !self.deleted.contains(&user.id))
    }

    pub(crate) fn change(&mut self, id: u64, change: Change) {
        let mut set =
            |whose: fn(&mut Self) -> &mut BTreeSet<u64>, wanted: Option<bool>| match wanted {
                Some(true) => _ = whose(self).insert(id),
                Some(false) => _ = whose(self).remove(&id),
                None => {}
            };
        set(|people| &mut people.suspended, change.suspended);
        set(|people| &mut people.deleted, change.deleted);
        set(|people| &mut people.outside, change.outside_group);
    }

    pub(crate) fn is_suspended(&self, id: u64) -> bool {
        self.suspended.contains(&id)
    }

    /// Whether somebody is outside the group that tickets go to.
    pub(crate) fn is_outside(&self, id: u64) -> bool {
        self.outside.contains(&id)
    }

    /// The seed's people as they are now.
    pub(crate) fn staff(&self, account: &Account) -> Vec<User> {
        let mut users = account.everyone();
        users.retain(|user| !self.deleted.contains(&user.id));
        for user in &mut users {
            user.suspended |= self.suspended.contains(&user.id);
        }
        users
    }

    /// One of the seed's people as they are now.
    pub(crate) fn one_of_staff(&self, account: &Account, id: u64) -> Option<User> {
        let mut user = account
            .by_id(id)
            .filter(|user| !self.deleted.contains(&user.id))?;
        user.suspended |= self.suspended.contains(&id);
        Some(user)
    }
}
