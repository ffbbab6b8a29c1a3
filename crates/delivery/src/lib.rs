//! From an event to a record with an owner.
//!
//! Events wait in lanes, one a session. The [`Worker`] leases lanes whose connection can carry records,
//! and delivers each in order: it folds what is known of the session, asks the rule who owns the record
//! at that moment, writes to the CRM, and puts the outcome down under its lease. What is not known to be
//! done is looked for before it is done again; what cannot be done waits, or is parked with its reason.

mod attempt;
mod back_off;
mod budget;
mod calls;
mod context;
mod key;
mod people;
mod readiness;
mod scene;
mod words;
mod worker;

pub use context::{Context, Grants, Suspicion};
pub use readiness::waiting_for;
pub use worker::Worker;
