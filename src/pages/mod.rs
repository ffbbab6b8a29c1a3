//! A file or folder per page.

pub mod not_found;
pub mod settings;
