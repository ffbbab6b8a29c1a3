//! What is known of the stored connections: one question to a CRM, the schedule that asks again, how
//! often people may ask, and who is told. Nothing here knows of HTTP requests.

pub mod notifications;
mod probe;
mod rate_limit;
pub mod scheduler;

pub use probe::{Context, Probe};
pub use rate_limit::{Exhausted, RateLimit};
