//! Linked administrators: who they are, in which order they act, and their tokens.

pub(crate) mod ends;
mod keep;
mod lease;
mod new_link;
mod note;
mod order;
mod reseal;
pub(crate) mod row;
pub(crate) mod tokens;

pub use lease::Lease;
pub use new_link::{Former, NewLink};
pub(crate) use reseal::key_ids;
pub use tokens::{NewTokens, Tokens};
