//! At whose desk something is written.

use super::store::Store;
use crate::{
    salesforce::{book::Book, caller::Caller},
    seed::salesforce::{Org, User},
};

/// An organisation's records, and who is at work on them.
pub(super) struct Desk<'a> {
    pub(super) org: &'a Org,
    pub(super) user: &'a User,
    pub(super) version: &'a str,
    pub(super) store: &'a mut Store,
    /// Whether this person may write at all.
    pub(super) writes: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn of(caller: &'a Caller, version: &'a str, book: &'a mut Book) -> Self {
        let change = book.people.get(&caller.user.id);
        let writes = change.and_then(|c| c.writes).unwrap_or(true);
        Self {
            org: &caller.org,
            user: &caller.user,
            version,
            store: book.store(&caller.org.host),
            writes,
        }
    }
}
