//! The first line of defence, around every route.
//!
//! From the outside in: request id and log line, security headers, panics, the host, the origin,
//! forged writes. None of it knows what the routes do.

mod headers;
mod host;
mod origin;
mod trace;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Response},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse as _,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    csrf::{ConfigError, CsrfLayer, ProtectionError},
};

use crate::{config::Config, error::Error};

/// What the defence is told at start.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    hosts: host::Hosts,
    csrf: CsrfLayer,
    headers: HeaderMap,
}

impl Guard {
    pub(crate) fn new(config: &Config, port: u16) -> Result<Self, ConfigError> {
        let origins = config.allowed_origins.iter().chain(&config.public_url);
        let csrf = origins
            .into_iter()
            .try_fold(CsrfLayer::new(), |layer, origin| {
                layer.add_trusted_origin(origin.to_string())
            })?;
        Ok(Self {
            hosts: host::Hosts::new(port, config.public_url.as_ref(), &config.allowed_hosts),
            csrf,
            headers: headers::of(&config.assets),
        })
    }
}

/// Puts the defence around the routes.
pub(crate) fn around(routes: Router, guard: Guard) -> Router {
    let forged = |_: ProtectionError| -> Response<Body> { Error::ForeignOrigin.into_response() };
    routes
        .layer(guard.csrf.with_rejection_response(forged))
        .layer(from_fn(origin::refuse_null))
        .layer(from_fn_with_state(guard.hosts, host::check))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(guard.headers, headers::add))
        .layer(from_fn(trace::trace))
}

/// What a panic said is on standard error already; here it gets the request's id.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    tracing::error!("a handler panicked");
    Error::Internal.into_response()
}
