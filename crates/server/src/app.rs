//! What every handler works with, and the router made of all parts.

use std::{ops::Deref, sync::Arc};

use axum::{Router, extract::DefaultBodyLimit, routing::get};
use domain::wire::About;
use links::Links;
use tokio_util::task::TaskTracker;

use crate::{
    api, assets::Assets, log::Lost, metrics::Metrics, middleware::Defence, settings,
    supervisor::Standing,
};

/// Where Salesforce sends a signed-in administrator back to.
pub(crate) const CALLBACK_PATH: &str = "/oauth/callback/salesforce";

/// Longest body that is read: all panels with the longest secrets stay below it.
const MAX_BODY: usize = 64 * 1024;

/// What every handler works with.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) settings: settings::Service,
    pub(crate) links: Links,
    pub(crate) about: About,
    pub(crate) metrics: Arc<Metrics>,
    /// How the background tasks stand.
    pub(crate) tasks: Standing,
    pub(crate) lost_lines: Lost,
    /// Work that goes on when its caller has gone, and that a stop waits for.
    pub(crate) work: TaskTracker,
    pub(crate) assets: Assets,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Whether people reach it over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.about.redirect_uri.starts_with("https://")
    }

    /// The address people open.
    pub(crate) fn portal(&self) -> &str {
        self.about.redirect_uri.trim_end_matches(CALLBACK_PATH)
    }

    /// Routes, delivery and defence.
    pub(crate) fn router(self, defence: Defence) -> Router {
        let (routes, _) = api::routes().split_for_parts();
        let routes = routes
            .route(CALLBACK_PATH, get(api::callback))
            .route("/metrics", get(api::metrics))
            .fallback(crate::assets::deliver)
            .method_not_allowed_fallback(api::method_not_allowed)
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(self);
        defence.around(routes)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
