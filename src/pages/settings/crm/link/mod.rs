//! Salesforce's administrators: the links that there are, the one that is on its way, and the section
//! "Salesforce Admin Token" at the bottom of the page, where the help page has it.

mod admins;
mod button;
mod linking;
mod login_url;
mod redirect;
mod run;
mod section;
pub mod state;
mod unlink;

pub use section::AdminToken;
