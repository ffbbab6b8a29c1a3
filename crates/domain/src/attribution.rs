//! Who writes a record and who owns it.
//!
//! [`decide`] attributes every real record, and answers "Who would own it?" on the page through
//! [`attribute`]. Actor and owner are kept apart: with the second box the default user writes while the
//! agent owns.
//!
//! The owner follows from what is known of the session, never from the order in which it became known:
//! the last usable agent, else who stands in; only "cancelled" moves an agent's record back.

mod decide;
mod decision;
mod fold;
mod party;
mod people;
mod preview;
mod random;
#[cfg(test)]
mod tests;
mod world;

pub use decide::decide;
pub use decision::{Acting, Decision, Owner, Task};
pub use fold::{Fold, Origin, Record, Session};
pub use party::{Party, Policy, Readiness, Reason};
pub use people::{Match, People, Person, Unfit};
pub use preview::{Attribution, Interaction, attribute};
pub use random::highest;
pub use world::World;
