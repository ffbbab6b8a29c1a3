//! A file or folder per page.

pub mod monitor;
pub mod not_found;
pub mod settings;
