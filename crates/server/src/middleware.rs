//! The first line of defence, around every route.
//!
//! From the outside in: request id and log line, security headers, panics, the host, the
//! origin. None of it knows what the routes do.

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
use tower_http::catch_panic::CatchPanicLayer;

use crate::{config::Config, error::Error};

/// What the defence is told at start.
#[derive(Clone, Debug)]
pub(crate) struct Defence {
    hosts: host::Hosts,
    origins: origin::Origins,
    headers: HeaderMap,
}

impl Defence {
    pub(crate) fn new(config: &Config, port: u16) -> Self {
        let (public, hosts) = (config.public_url.as_ref(), &config.allowed_hosts);
        Self {
            hosts: host::Hosts::new(port, public, hosts),
            origins: origin::Origins::new(port, public, hosts, &config.allowed_origins),
            headers: headers::of(&config.assets),
        }
    }

    /// Puts the defence around the routes.
    pub(crate) fn around(self, routes: Router) -> Router {
        routes
            .layer(from_fn_with_state(self.origins, origin::check))
            .layer(from_fn_with_state(self.hosts, host::check))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(self.headers, headers::add))
            .layer(from_fn(trace::trace))
    }
}

/// What a panic said is logged already; here it gets the request's id.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    tracing::error!("a handler panicked");
    Error::Internal.into_response()
}
