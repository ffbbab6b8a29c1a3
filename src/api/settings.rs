//! The CRM settings: read, save, test.

use domain::{
    Crm, Draft, PanelDraft, Settings,
    wire::{Saved, Tested},
};
use gloo_net::http::Request;

use super::{
    call::{call, json, parse},
    error::Error,
};

const SETTINGS: &str = "/api/settings/crm";

/// The settings of the CRM page.
///
/// # Errors
/// See [`Error`].
pub async fn settings() -> Result<Settings, Error> {
    parse(call(Request::get(SETTINGS), None).await)
}

/// Saves a draft that was made over `version`.
///
/// # Errors
/// See [`Error`].
pub async fn save(version: i64, draft: &Draft) -> Result<Saved, Error> {
    let request = Request::patch(SETTINGS).header("If-Match", &format!("\"{version}\""));
    parse(call(request, json(draft)).await)
}

/// Tests a panel's draft merged over what is stored.
///
/// # Errors
/// See [`Error`].
pub async fn test(crm: Crm, draft: &PanelDraft) -> Result<Tested, Error> {
    let request = Request::post(&format!("{SETTINGS}/{}/test", crm.key()));
    parse(call(request, json(draft)).await)
}
