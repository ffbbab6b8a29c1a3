//! What is written to an organisation: contacts, cases, their comments, tasks.
//! A call of its own and a part of a composite one go the same way, by `sobjects::act`.

mod ask;
mod check;
mod composite;
mod date;
mod desk;
mod duplicates;
pub(crate) mod kind;
mod owner;
pub(crate) mod page;
mod reply;
mod search;
mod shown;
mod sobjects;
pub(crate) mod store;
mod told;
mod upsert;
mod write;

pub(super) use composite::run as composite;
pub(super) use search::run as search;
pub(super) use shown::table;
pub(super) use sobjects::serve as sobjects;
