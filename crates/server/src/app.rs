//! What every handler works with.

use std::{ops::Deref, sync::Arc};

use crm::Connectors;
use delivery::Worker;
use domain::{Crm, Reason, wire::About};
use links::Links;
use store::{Clock, Intake, Store};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::{assets::Assets, log::Lost, metrics::Metrics, settings, supervisor::Standing};

/// Where Salesforce sends a signed-in administrator back to.
pub(crate) const CALLBACK_PATH: &str = "/oauth/callback/salesforce";

/// What every handler works with.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) settings: settings::Service,
    pub(crate) links: Links,
    pub(crate) store: Store,
    /// Where events come in.
    pub(crate) intake: Intake,
    /// Delivers them.
    pub(crate) worker: Worker,
    /// Woken when there is something to deliver.
    pub(crate) arrived: Arc<Notify>,
    /// The ways to the CRMs, for what they can carry.
    pub(crate) connectors: Connectors,
    pub(crate) clock: Clock,
    pub(crate) about: About,
    pub(crate) metrics: Arc<Metrics>,
    /// How the background tasks stand.
    pub(crate) tasks: Standing,
    pub(crate) lost_lines: Lost,
    /// Work that goes on when its caller has gone, and that a stop waits for.
    pub(crate) work: TaskTracker,
    pub(crate) assets: Assets,
    /// The OpenAPI document.
    pub(crate) document: String,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The CRMs that records cannot go to at present, and why.
    pub(crate) async fn waiting_for(&self) -> Result<Vec<(Crm, Reason)>, store::Error> {
        let settings = self.store.settings().await?;
        Ok(delivery::waiting_for(&settings, &self.connectors))
    }

    /// Whether people reach it over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.about.redirect_uri.starts_with("https://")
    }

    /// The address people open.
    pub(crate) fn portal(&self) -> &str {
        self.about.redirect_uri.trim_end_matches(CALLBACK_PATH)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
