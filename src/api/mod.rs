//! The typed client of the server's API; every failure is a case of one enum.

mod about;
mod activity;
mod call;
mod error;
mod links;
mod record_creation;
mod settings;

pub use about::about;
pub use activity::{activity, replay, story};
pub use error::Error;
pub use links::{attempt, begin_link, cancel_attempt, is_id, make_primary, unlink};
pub use record_creation::{CHANGED_MEANWHILE, record_creation, save_record_creation};
pub use settings::{save, settings, test};
