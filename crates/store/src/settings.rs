//! The settings: read in one statement, saved in one transaction.

pub(crate) mod read;
mod save;
