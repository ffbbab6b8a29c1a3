//! Monitor.

pub mod activity;
