//! The portal's single-page application.
//!
//! A field changes the draft, the draft is saved, the answer becomes the next snapshot: one
//! direction. Rules come from `domain`; views show plain structs.

pub mod api;
pub mod app;
pub mod i18n;
pub mod pages;
pub mod preferences;
pub mod route;
pub mod time;
#[cfg(test)]
mod typography_tests;
pub mod ui;
pub mod words;
#[cfg(test)]
mod words_tests;
