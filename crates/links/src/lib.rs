//! Linked Salesforce administrators: the way of a link, its tokens, and whether it still holds.
//!
//! One direction: begun here, signed in there, answered, checked, kept. Whoever needs a token
//! afterwards asks `tokens`; nobody else refreshes one. Nothing here knows of HTTP requests.

mod answer;
mod attempt;
mod begin;
mod context;
mod error;
mod grants;
mod holder;
mod organisation;
mod queues;
mod random;
#[cfg(test)]
mod storm;
mod tokens;
mod unlink;
mod verify;

pub use answer::{Answer, Ended};
pub use begin::{Begun, Prepared};
pub use context::{CRM, Context, Links, Observer};
pub use error::Error;
