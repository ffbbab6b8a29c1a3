//! Routes, delivery and defence, put together.

use axum::{Router, extract::DefaultBodyLimit, routing::get};

use crate::{
    api,
    app::{App, CALLBACK_PATH},
    deliver,
    middleware::Defence,
};

/// Longest body that is read: all panels with the longest secrets stay below it.
const MAX_BODY: usize = 64 * 1024;

/// Everything that is answered.
pub(crate) fn router(app: App, defence: Defence) -> Router {
    let (routes, _) = api::routes().split_for_parts();
    let routes = routes
        .route(CALLBACK_PATH, get(api::callback))
        .route("/metrics", get(api::metrics))
        .fallback(deliver::deliver)
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(app);
    defence.around(routes)
}
