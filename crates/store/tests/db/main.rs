//! The store, tried over both databases by one story.
//!
//! PostgreSQL takes part when `PORTAL_TEST_POSTGRES` names a server on which databases may be made.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod canary;
mod credentials;
mod delivery;
mod keys;
mod links;
mod story;
mod support;
mod unavailable;
mod unreadable;
