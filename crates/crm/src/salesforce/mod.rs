//! Salesforce: administrators are linked by OAuth, and each one's tokens are the caller's to keep.
//!
//! A consumer secret alone proves nothing here, so beside the port there is the way to a grant, its
//! renewal and its end. Written by hand: the `oauth2` crate would bring `chrono`, a second `rand` and
//! a second kind of secret, for two URLs and a hash.

mod agents;
mod api;
mod app;
mod callback;
pub(crate) mod grant;
mod identity;
mod organisation;
mod person;
mod pkce;
mod records;
mod refusal;
mod rights;
#[cfg(test)]
mod tests;
mod token;

pub use app::App;
pub use callback::callback_refusal;
pub use grant::{Grant, Refused};
pub use identity::Identity;
pub use organisation::Salesforce;
pub use pkce::Pkce;
