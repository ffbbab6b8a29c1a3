//! Counts for whoever watches the server.

mod channels;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError, atomic::AtomicU64},
};

use domain::{Crm, Millis, Settings, Verdict};
use health::notifications::Notifications;
use links::Observer;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

use channels::Channels;

/// The content type of [`Metrics::text`].
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is counted.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    verdicts: Family<CrmAndVerdict, Counter>,
    refreshes: Counter,
    failovers: Counter,
    restarts: Family<Task, Counter>,
    channels: Channels,
    lost_lines: Gauge<u64, AtomicU64>,
    commits: Gauge<u64, AtomicU64>,
    events: Gauge<u64, AtomicU64>,
    last_success: Family<OfCrm, Gauge<f64, AtomicU64>>,
    valid_at: Mutex<BTreeMap<Crm, Millis>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CrmAndVerdict {
    crm: &'static str,
    verdict: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfCrm {
    crm: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Task {
    task: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("portal");
        let metrics = Self {
            verdicts: Family::default(),
            refreshes: Counter::default(),
            failovers: Counter::default(),
            restarts: Family::default(),
            channels: Channels::default(),
            lost_lines: Gauge::default(),
            commits: Gauge::default(),
            events: Gauge::default(),
            last_success: Family::default(),
            valid_at: Mutex::default(),
            registry: Registry::default(),
        };
        registry.register(
            "verifications",
            "Verifications by CRM and verdict",
            metrics.verdicts.clone(),
        );
        registry.register(
            "token_refreshes",
            "Refreshes of Salesforce tokens",
            metrics.refreshes.clone(),
        );
        registry.register(
            "failovers",
            "Times another linked administrator took over",
            metrics.failovers.clone(),
        );
        registry.register(
            "task_restarts",
            "Restarts of background tasks that ended",
            metrics.restarts.clone(),
        );
        metrics.channels.register(&mut registry);
        registry.register(
            "log_lines_lost",
            "Log lines that could not be written",
            metrics.lost_lines.clone(),
        );
        registry.register(
            "events_received",
            "New events that were written since the start",
            metrics.events.clone(),
        );
        registry.register(
            "commits",
            "Commits of events and outcomes since the start",
            metrics.commits.clone(),
        );
        registry.register(
            "connection_last_success_seconds",
            "Seconds since the CRM last accepted the connection",
            metrics.last_success.clone(),
        );
        Self {
            registry,
            ..metrics
        }
    }
}

impl Observer for Metrics {
    fn verified(&self, crm: Crm, verdict: Verdict, at: Millis) {
        if verdict == Verdict::Valid {
            self.valid_at().insert(crm, at);
        }
        let labels = CrmAndVerdict {
            crm: crm.key(),
            verdict: verdict.key(),
        };
        self.verdicts.get_or_create(&labels).inc();
    }

    fn refreshed(&self) {
        self.refreshes.inc();
    }

    fn failed_over(&self) {
        self.failovers.inc();
    }
}

impl Metrics {
    /// A background task ended and was started again.
    pub(crate) fn restarted(&self, task: &'static str) {
        self.restarts.get_or_create(&Task { task }).inc();
    }

    /// How the notifications stand now.
    pub(crate) fn note(&self, notifications: &Notifications) {
        self.channels.note(notifications);
    }

    /// How many commits and events were written.
    pub(crate) fn note_written(&self, (commits, events): (u64, u64)) {
        self.commits.set(commits);
        self.events.set(events);
    }

    /// All of it in the OpenMetrics text form.
    pub(crate) fn text(&self, settings: &Settings, lost_lines: u64, now: Millis) -> String {
        self.lost_lines.set(lost_lines);
        for crm in Crm::ALL {
            // A refusal takes the place of the last success in what is stored, not in what is remembered.
            if let Some(at) = last_success(crm, settings).max(self.valid_at().get(&crm).copied()) {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "seconds since a moment of this century"
                )]
                let seconds = (now - at).max(0) as f64 / 1000.0;
                let labels = OfCrm { crm: crm.key() };
                self.last_success.get_or_create(&labels).set(seconds);
            }
        }
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes everything");
        text
    }

    fn valid_at(&self) -> std::sync::MutexGuard<'_, BTreeMap<Crm, Millis>> {
        self.valid_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When a connection was last accepted, by what is stored.
fn last_success(crm: Crm, settings: &Settings) -> Option<Millis> {
    let panel = settings.panel(crm);
    if crm.has_links() {
        return panel.links.iter().filter_map(|link| link.verified_at).max();
    }
    let health = panel.health?;
    (health.check.verdict == Verdict::Valid).then_some(health.checked_at)
}
