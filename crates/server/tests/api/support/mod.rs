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

/// The CRMs that are asked about what is typed. Salesforce is not: see `linking`.
pub(crate) const ASKED: [domain::Crm; 3] = [
    domain::Crm::Kustomer,
    domain::Crm::Dynamics,
    domain::Crm::Zendesk,
];
