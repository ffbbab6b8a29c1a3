//! The app's callback: whether it is registered, and the way back to it.
//! Only after both the app and the callback are known may an error be sent there.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use url::{Host, Url};

use crate::seed::salesforce::App;

/// Whether a callback is one of the app's: on this machine, on any port, with a known path.
pub(super) fn is_registered(app: &App, redirect_uri: &str) -> bool {
    let Ok(url) = Url::parse(redirect_uri) else {
        return false;
    };
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    is_local
        && matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.fragment().is_none()
        && app.callback_paths.iter().any(|p| url.path().ends_with(p))
}

/// Sends the browser back with an answer, and with the state it came with.
pub(super) fn answer(redirect_uri: &str, answer: &[(&str, &str)], state: Option<&str>) -> Response {
    let Ok(mut url) = Url::parse(redirect_uri) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    url.query_pairs_mut()
        .extend_pairs(answer)
        .extend_pairs(state.map(|s| ("state", s)));
    found(url.as_str())
}

/// 302.
pub(super) fn found(to: &str) -> Response {
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::FOUND, headers).into_response()
}
