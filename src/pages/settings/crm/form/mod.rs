//! The page's one draft over one snapshot: a plain struct, so that its rules are tested natively.
//!
//! Dirty means that the draft differs from the snapshot; typing a value back makes it clean again.

mod changes;
mod links;
mod merge;
mod platform;
mod restore;
mod send;
mod state;
#[cfg(test)]
pub(super) mod tests;

pub use changes::Change;
pub use links::Effect;
pub use platform::Standing;
pub use restore::Typed;
pub use state::Form;
