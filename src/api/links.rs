//! Linked Salesforce administrators.

use domain::{Linking, LinkingStatus, wire::Unlinked};
use gloo_net::http::Request;

use super::{Error, call, nothing, parse};

const LINKS: &str = "/api/settings/crm/salesforce/links";
const LINKINGS: &str = "/api/settings/crm/salesforce/linkings";

/// Begins to link an administrator.
///
/// # Errors
/// See [`Error`].
pub async fn begin_link() -> Result<Linking, Error> {
    parse(call(Request::post(LINKS), nothing()).await)
}

/// How a link that was begun stands.
///
/// # Errors
/// See [`Error`].
pub async fn linking(id: &str) -> Result<LinkingStatus, Error> {
    parse(call(Request::get(&format!("{LINKINGS}/{id}")), None).await)
}

/// Calls a begun link off, and answers how it stands then.
///
/// # Errors
/// See [`Error`].
pub async fn cancel_linking(id: &str) -> Result<LinkingStatus, Error> {
    parse(call(Request::delete(&format!("{LINKINGS}/{id}")), None).await)
}

/// Puts a linked administrator first.
///
/// # Errors
/// See [`Error`].
pub async fn make_primary(id: &str) -> Result<(), Error> {
    let answer = call(Request::post(&format!("{LINKS}/{id}/first")), nothing()).await;
    answer.map(drop)
}

/// Unlinks an administrator.
///
/// # Errors
/// See [`Error`].
pub async fn unlink(id: &str) -> Result<Unlinked, Error> {
    parse(call(Request::delete(&format!("{LINKS}/{id}")), None).await)
}
