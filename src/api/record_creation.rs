//! When a session makes a record: read and save.

use domain::RecordCreation;
use gloo_net::http::Request;

use super::{
    call::{call, json, versioned},
    error::Error,
};

const RECORD_CREATION: &str = "/api/settings/record-creation";

/// The code of a save that another one came before.
pub const CHANGED_MEANWHILE: &str = "changed_meanwhile";

/// The settings, as far as the chosen CRM offers them, and their version.
///
/// # Errors
/// See [`Error`].
pub async fn record_creation() -> Result<(RecordCreation, i64), Error> {
    versioned(call(Request::get(RECORD_CREATION), None).await)
}

/// Saves settings that were made over `version`; as they are now.
///
/// # Errors
/// See [`Error`]; [`CHANGED_MEANWHILE`] where somebody else saved first.
pub async fn save_record_creation(
    version: i64,
    creation: RecordCreation,
) -> Result<(RecordCreation, i64), Error> {
    let request = Request::put(RECORD_CREATION).header("If-Match", &format!("\"{version}\""));
    versioned(call(request, json(&creation)).await)
}
