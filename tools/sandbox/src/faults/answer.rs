//! The answers of a hostile or broken CRM.
//! A connector has to survive each of them and must learn nothing false from it.

use axum::{
    Json,
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::{
    bodies,
    rules::{Fault, Status},
};
use crate::{address::Crm, refusal};

/// The answer to a fault, or nothing if the CRM itself answers after all.
pub(crate) fn hostile(fault: &Fault, crm: Crm, headers: &HeaderMap) -> Option<Response> {
    Some(match fault {
        Fault::Slow(_) | Fault::SlowHeaders(_) | Fault::SomebodyElse => return None,
        Fault::Drop | Fault::Late(_) | Fault::LoseAnswer => return None,
        Fault::Status(status) => made_to_order(status, crm),
        Fault::EndlessBody => typed("application/json", None, Body::new(bodies::Endless)),
        Fault::GzipBomb => typed(
            "application/json",
            Some("gzip"),
            Body::new(bodies::Bomb::default()),
        ),
        Fault::Redirect { to } => {
            (StatusCode::FOUND, [(header::LOCATION, to.clone())]).into_response()
        }
        Fault::Html200 => Html(PAGE).into_response(),
        Fault::Empty200 => StatusCode::OK.into_response(),
        Fault::EchoAuthorization => echo(StatusCode::INTERNAL_SERVER_ERROR, headers),
        Fault::EchoAuthorization401 => echo(StatusCode::UNAUTHORIZED, headers),
    })
}

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Sign in</title></head>\
    <body><h1>Sign in to the network</h1><form><input name=\"user\"></form></body></html>";

fn made_to_order(status: &Status, crm: Crm) -> Response {
    let code = StatusCode::from_u16(status.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match (&status.body, &status.text) {
        (Some(body), _) => (code, Json(body)).into_response(),
        (None, Some(text)) => (code, text.clone()).into_response(),
        (None, None) => refusal::plain(crm, code),
    };
    if let Some(seconds) = status.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn typed(kind: &'static str, encoding: Option<&'static str>, body: Body) -> Response {
    let mut response = Response::new(body);
    let mut set = |name: HeaderName, value| {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, kind);
    if let Some(encoding) = encoding {
        set(header::CONTENT_ENCODING, encoding);
    }
    response
}

fn echo(status: StatusCode, headers: &HeaderMap) -> Response {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|h| h.to_str().ok());
    let text = format!(
        "debug: request had Authorization: {}",
        shown.unwrap_or("(none)")
    );
    (
        status,
        Json(serde_json::json!({ "error": text, "description": text })),
    )
        .into_response()
}
