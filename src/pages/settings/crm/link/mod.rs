//! Salesforce's administrators: the links that there are, the one that is on its way, and the section
//! "Salesforce Admin Token" at the bottom of the page, where the help page has it.

mod admins;
mod attempt;
mod button;
mod login_url;
mod redirect;
mod section;
pub mod state;
mod under_way;
mod unlink;

pub use section::AdminToken;
