//! What a save does: draft and stored settings in, questions to the CRMs out; answers in, outcome out.
//!
//! The server calls [`plan`], asks the CRMs, and calls [`Plan::settle`]. Between the two nothing is
//! locked; the version is compared again when the outcome is written.

mod accepted;
mod boxes;
mod plan;
mod platform;
mod report;
mod secret;
mod settle;
mod taken;
#[cfg(test)]
mod tests;

pub use plan::{Plan, Question, SecretSource, plan};
pub use platform::{Switch, strands, switch};
pub use report::{BoxReport, PanelReport, PlatformReport, PlatformWhy, Report, TupleReport};
pub use secret::SecretWrite;
pub use settle::{HealthWrite, Outcome, PanelWrite};
