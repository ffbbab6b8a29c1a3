//! What is written to an organisation: contacts, cases, their comments, tasks.
//! A call of its own and a part of a composite one go the same way, by `sobjects::act`.

mod ask;
mod check;
mod composite;
mod date;
mod duplicates;
pub(crate) mod kind;
mod owner;
pub(crate) mod page;
mod reply;
mod search;
mod shown;
mod sobjects;
pub(crate) mod store;
mod upsert;
mod write;

pub(super) use composite::run as composite;
pub(super) use search::run as search;
pub(super) use shown::table;
pub(super) use sobjects::serve as sobjects;

use crate::{
    salesforce::book::Book,
    seed::salesforce::{Org, User},
};
use store::Store;

/// An organisation's records, and who is at work on them.
struct Desk<'a> {
    org: &'a Org,
    user: &'a User,
    version: &'a str,
    store: &'a mut Store,
    /// Whether this person may write at all.
    writes: bool,
}

impl<'a> Desk<'a> {
    fn of(caller: &'a super::caller::Caller, version: &'a str, book: &'a mut Book) -> Self {
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
