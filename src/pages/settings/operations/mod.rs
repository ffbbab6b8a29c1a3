//! Settings > Operation Management > General: when a call or chat makes a record in the CRM.
//!
//! One draft (`form`, a plain struct) over what is stored, saved as a whole under its version
//! (`state`). What the chosen CRM does not offer is not shown: the rule is `domain`'s.

mod aside;
mod choices;
mod form;
#[cfg(test)]
mod form_tests;
mod messages;
mod notices;
mod page;
mod state;

pub use form::Form;
pub use page::OperationsPage;
pub use state::{Operations, use_operations};
