//! What every panel is made of: fields, the secret, the box with its reason, "Who would own it?".

mod before;
mod default_user;
mod error;
mod expiry;
mod field;
mod frame;
mod notes;
pub mod owners;
#[cfg(test)]
mod owners_tests;
mod secret;
mod standing;

pub use before::Before;
pub use default_user::{DefaultUser, Outcome, Reason};
pub use error::use_error;
pub use expiry::ExpiryNote;
pub use field::FieldInput;
pub use frame::{PanelFrame, known};
pub use secret::SecretInput;
