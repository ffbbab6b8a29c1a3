//! An answer before it is sent, alone or as a part of a composite one.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// Status, a header at most, and a body.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) header: Option<(&'static str, String)>,
    pub(super) body: Option<Value>,
}

/// What goes on, or the answer that ends it.
pub(super) type Step<T> = Result<T, Reply>;

impl Reply {
    pub(super) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            header: None,
            body: None,
        }
    }

    pub(super) fn json(status: StatusCode, body: Value) -> Self {
        Self {
            body: Some(body),
            ..Self::empty(status)
        }
    }

    pub(super) fn refused(status: StatusCode, code: &str, text: &str) -> Self {
        Self::json(status, json!([{ "message": text, "errorCode": code }]))
    }

    /// 400 of a record that cannot be saved, with the fields that are to blame.
    pub(super) fn unsaved(code: &str, text: &str, fields: &[&str]) -> Self {
        let body = json!([{ "message": text, "errorCode": code, "fields": fields }]);
        Self::json(StatusCode::BAD_REQUEST, body)
    }

    pub(super) fn not_found() -> Self {
        let text = "The requested resource does not exist";
        Self::refused(StatusCode::NOT_FOUND, "NOT_FOUND", text)
    }

    /// What stands in a path where an id or an external id field should.
    pub(super) fn no_external_id(name: &str) -> Self {
        let text =
            format!("Provided external ID field does not exist or is not accessible: {name}");
        Self::refused(StatusCode::NOT_FOUND, "NOT_FOUND", &text)
    }

    pub(super) fn deleted(status: StatusCode) -> Self {
        let text = "entity is deleted";
        let body = json!([{ "message": text, "errorCode": "ENTITY_IS_DELETED", "fields": [] }]);
        Self::json(status, body)
    }

    pub(super) fn no_right() -> Self {
        let text = "insufficient access rights on object id";
        let code = "INSUFFICIENT_ACCESS_OR_READONLY";
        Self::refused(StatusCode::FORBIDDEN, code, text)
    }

    pub(super) fn no_method(method: &str, allowed: &str) -> Self {
        let text = format!("HTTP Method '{method}' not allowed. Allowed are {allowed}");
        Self::refused(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", &text)
    }

    pub(super) fn unreadable(text: &str) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, "JSON_PARSER_ERROR", text)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = match self.body {
            Some(body) => (self.status, Json(body)).into_response(),
            None => self.status.into_response(),
        };
        if let Some((name, value)) = self.header
            && let Ok(value) = HeaderValue::try_from(value)
        {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
        response
    }
}
