//! What every handler works with, and the router made of all parts.

use std::{ops::Deref, sync::Arc, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, routing::get};
use domain::{
    Settings,
    wire::{About, Known},
};
use health::notifications::{ChannelKind, Notifications};
use store::Store;
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::{
    api,
    assets::Assets,
    guard,
    guard::Guard,
    links::{CALLBACK_PATH, Renewals},
    metrics::Metrics,
    tries::Tries,
    verifier::Verifier,
};

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
    pub(crate) renewals: Renewals,
    pub(crate) metrics: Metrics,
    pub(crate) notifications: Notifications,
    /// Work that goes on when its caller has gone, and that a stop waits for.
    pub(crate) work: TaskTracker,
    /// Woken when something new is known of a connection.
    pub(crate) changed: Arc<Notify>,
    pub(crate) patience: Duration,
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

    /// What is known of the stored connections.
    pub(crate) async fn known(&self) -> Result<Known, store::Error> {
        let settings = self.store.settings().await?;
        let mut known = Known {
            version: settings.version,
            mail_failing_since: self.notifications.failing_since(ChannelKind::Mail),
            webhook_failing_since: self.notifications.failing_since(ChannelKind::Webhook),
            ..Known::default()
        };
        for (crm, panel) in settings.panels {
            known
                .health
                .extend(panel.health.map(|health| (crm, health)));
            if crm.has_links() {
                known.links.insert(crm, panel.links);
            }
        }
        Ok(known)
    }

    /// The settings with what only the running program knows of the notifications.
    pub(crate) fn with_failing(&self, settings: Settings) -> Settings {
        Settings {
            mail_failing_since: self.notifications.failing_since(ChannelKind::Mail),
            webhook_failing_since: self.notifications.failing_since(ChannelKind::Webhook),
            ..settings
        }
    }

    /// Routes, delivery and defence.
    pub(crate) fn router(self, guard: Guard) -> Router {
        let (routes, _) = api::routes().split_for_parts();
        let routes = routes
            .route(CALLBACK_PATH, get(api::callback))
            .route("/metrics", get(api::metrics))
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
