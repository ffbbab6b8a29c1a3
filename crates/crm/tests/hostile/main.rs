//! Servers that mean harm or are broken, and what the connectors make of them.
#![expect(
    clippy::unwrap_used,
    reason = "a test whose scene cannot be set has failed"
)]

mod actors;
mod answers;
mod log;
mod network;
mod peers;
mod records;
mod route;
mod salesforce;
mod secrets;
mod server;
mod tokens;
