//! Linked Salesforce administrators.

use domain::{AttemptStatus, LinkAttempt, wire::Unlinked};
use gloo_net::http::Request;

use super::{
    call::{call, nothing, parse},
    error::Error,
};

const LINKS: &str = "/api/settings/crm/salesforce/links";
const LINKINGS: &str = "/api/settings/crm/salesforce/linkings";

/// Begins a link attempt.
///
/// # Errors
/// See [`Error`].
pub async fn begin_link() -> Result<LinkAttempt, Error> {
    parse(call(Request::post(LINKS), nothing()).await)
}

/// How a link attempt stands.
///
/// # Errors
/// See [`Error`].
pub async fn attempt(id: &str) -> Result<AttemptStatus, Error> {
    parse(call(Request::get(&at(LINKINGS, id)), None).await)
}

/// Calls a link attempt off, and answers how it stands then.
///
/// # Errors
/// See [`Error`].
pub async fn cancel_attempt(id: &str) -> Result<AttemptStatus, Error> {
    parse(call(Request::delete(&at(LINKINGS, id)), None).await)
}

/// Puts a linked administrator first.
///
/// # Errors
/// See [`Error`].
pub async fn make_primary(id: &str) -> Result<(), Error> {
    let first = Request::post(&format!("{}/first", at(LINKS, id)));
    call(first, nothing()).await.map(drop)
}

/// Unlinks an administrator.
///
/// # Errors
/// See [`Error`].
pub async fn unlink(id: &str) -> Result<Unlinked, Error> {
    parse(call(Request::delete(&at(LINKS, id)), None).await)
}

/// Whether a text has the shape of the server's ids: what a browser has kept may be anybody's.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// The address of one of these: whatever the id says, it leads nowhere else.
fn at(place: &str, id: &str) -> String {
    format!("{place}/{}", js_sys::encode_uri_component(id))
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn only_what_the_server_could_have_given_out_is_an_id() {
        assert!(is_id("01999999-9999-7999-8999-999999999999"));
        for other in [
            "",
            "..",
            "../../../api/settings/crm/zendesk/test#-----",
            "01999999-9999-7999-8999-99999999999",
            "01999999-9999-7999-8999-99999999999?",
            "01999999/9999/7999/8999/999999999999",
        ] {
            assert!(!is_id(other), "{other}");
        }
    }
}
