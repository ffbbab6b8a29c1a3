//! The server itself.

use domain::wire::About;
use gloo_net::http::Request;

use super::{
    call::{call, parse},
    error::Error,
};

/// What the page needs to know of the server.
///
/// # Errors
/// See [`Error`].
pub async fn about() -> Result<About, Error> {
    parse(call(Request::get("/api/about"), None).await)
}
