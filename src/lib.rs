//! The portal's single-page application.
//!
//! A field changes the draft, the draft is saved, the answer becomes the next snapshot: one
//! direction. Rules come from `domain`; views show plain structs.

pub mod api;
pub mod app;
pub mod connections;
pub mod i18n;
pub mod leave_guard;
pub mod pages;
pub mod paths;
pub mod preferences;
pub mod routes;
pub mod saving;
pub mod server;
pub mod shell;
pub mod time;
#[cfg(test)]
mod typography_tests;
pub mod ui;
pub mod words;
#[cfg(test)]
mod words_tests;
