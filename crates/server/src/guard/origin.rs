//! Opaque origins: sandboxed frames, local files, data URLs.
//!
//! The CSRF layer lets a request pass that a browser marks as started by the user, whatever its
//! origin; nothing of ours ever has the origin `null`.

use axum::{extract::Request, http::header, middleware::Next, response::Response};

use crate::error::Error;

/// 403 for `Origin: null`.
pub(crate) async fn refuse_null(request: Request, next: Next) -> Result<Response, Error> {
    let is_null = |value: &axum::http::HeaderValue| {
        value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"null")
    };
    if request
        .headers()
        .get_all(header::ORIGIN)
        .iter()
        .any(is_null)
    {
        return Err(Error::ForeignOrigin);
    }
    Ok(next.run(request).await)
}
