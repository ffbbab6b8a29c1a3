//! Every connector against the imitated CRMs, which were written by somebody else from the same
//! reference.
#![expect(
    clippy::unwrap_used,
    reason = "a test whose scene cannot be set has failed"
)]

mod app;
mod clients;
mod grants;
mod links;
mod lists;
mod records;
mod refused;
mod rights;
mod trouble;
mod verdicts;
mod window;
