//! The server from outside: over HTTP, with a fresh SQLite file and scripted CRMs per test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod accept;
mod broken;
mod canary;
mod command;
mod delivery;
mod edges;
mod effect;
mod harmless;
mod hostile;
mod linking;
mod log;
mod notifications;
mod openapi;
mod outcomes;
mod probing;
mod real;
mod record_creation;
mod support;
mod turning_on;
mod versions;
