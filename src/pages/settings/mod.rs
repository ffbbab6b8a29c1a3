//! Settings.

pub mod crm;
mod developer;
