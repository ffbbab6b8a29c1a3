//! Component tests in a headless browser: the pages of `portal::pages` over what a server could have
//! sent, found and used by role and label as a person would.
//!
//! `cargo test --target wasm32-unknown-unknown -p portal --test web`; natively this is empty.
#![cfg(target_arch = "wasm32")]

mod activity;
#[path = "../../src/pages/monitor/activity/fixtures.rs"]
mod activity_fixtures;
mod app;
mod default_user;
mod errors;
mod expiry;
#[path = "../../src/pages/settings/crm/fixtures.rs"]
mod fixtures;
mod health;
mod kinds;
mod linking;
mod names;
mod operations;
mod platform;
mod salesforce;
mod save_bar;
mod saving;
mod screen;
mod secret;
mod server;
mod unlinking;
mod wait;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
