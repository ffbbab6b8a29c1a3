//! By which name a write is made in somebody else's: their object id in Entra, looked up once.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::parse::Guid;

/// The object ids of users, by environment and user id.
#[derive(Default)]
pub(crate) struct Callers(Mutex<HashMap<(String, String), Option<Guid>>>);

impl Callers {
    /// What is known of a user: `Some(None)` is one without an object id.
    pub(super) fn known(&self, environment: &str, user: &Guid) -> Option<Option<Guid>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&(environment.to_owned(), user.to_string()))
            .cloned()
    }

    /// Remembers what the environment said.
    pub(super) fn keep(&self, environment: &str, user: &Guid, object_id: Option<Guid>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((environment.to_owned(), user.to_string()), object_id);
    }
}
