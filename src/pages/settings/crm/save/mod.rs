//! Saving, and everything that asks or tells of it.

mod bar;
mod conflict;
mod leave;
mod problems;
mod question;
mod refused;
pub mod state;
mod switch;
pub mod told;
#[cfg(test)]
mod told_tests;

pub use bar::SaveBar;
pub use conflict::Conflict;
pub use leave::LeaveQuestion;
pub use problems::Problems;
pub use question::SwitchQuestion;
