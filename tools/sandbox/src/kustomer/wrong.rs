//! What is wrong with a request to write, before it is an answer: that takes a lock.

use axum::http::StatusCode;

/// A status and its reason.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) status: StatusCode,
    pub(super) text: String,
}

/// A step that may find something wrong.
pub(super) type Step<T> = Result<T, Wrong>;

impl Wrong {
    pub(super) fn new(status: StatusCode, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { status, text }
    }

    /// 400.
    pub(super) fn bad(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }

    /// 422: it names what is not there.
    pub(super) fn unprocessable(text: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, text)
    }

    /// 404.
    pub(super) fn missing() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found")
    }

    /// 403, or what the reading makes of it.
    pub(super) fn role() -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden")
    }
}
