//! The typed client of the server's API; every failure is a case of one enum.

mod about;
mod activity;
mod call;
mod error;
mod links;
mod settings;

pub use about::about;
pub use activity::{activity, replay, story};
pub use error::Error;
pub use links::{attempt, begin_link, cancel_attempt, is_id, make_primary, unlink};
pub use settings::{save, settings, test};
