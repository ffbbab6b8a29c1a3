//! Settings.

pub mod crm;
mod developer;
pub mod operations;
