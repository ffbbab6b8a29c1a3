//! The words the tests are written in.

mod app;
mod drafts;
mod fake;
mod logs;

pub(crate) use app::{Answer, Options, TestApp, spawn_app, spawn_with};
pub(crate) use drafts::{
    box_on, changed_host, complete, draft, foreign, session_field, with_secret,
};
pub(crate) use logs::logs;
