//! One folder per page.

pub mod crm;
pub mod not_found;
