//! What every handler works with, and the router made of all parts.

use std::{ops::Deref, sync::Arc, time::Duration};

use axum::{Router, extract::DefaultBodyLimit};
use domain::wire::About;
use store::Store;

use crate::{api, assets::Assets, guard, guard::Guard, tries::Tries, verifier::Verifier};

/// Longest body that is read: all panels with the longest secrets stay below it.
const MAX_BODY: usize = 64 * 1024;

/// What every handler works with.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) verifier: Arc<dyn Verifier>,
    pub(crate) about: About,
    pub(crate) tries: Tries,
    pub(crate) patience: Duration,
    pub(crate) assets: Assets,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Routes, delivery and defence.
    pub(crate) fn router(self, guard: Guard) -> Router {
        let (routes, _) = api::routes().split_for_parts();
        let routes = routes
            .fallback(crate::assets::deliver)
            .method_not_allowed_fallback(api::method_not_allowed)
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(self);
        guard::around(routes, guard)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
