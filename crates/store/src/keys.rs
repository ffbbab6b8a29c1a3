//! The keys secrets are sealed with: several may open, the first one seals.

mod ring;
mod source;

pub use ring::KeyError;
pub(crate) use ring::{Key, KeyId, Keys};
pub use source::KeySource;
