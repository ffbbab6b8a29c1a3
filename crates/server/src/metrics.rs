//! Counts for whoever watches the server, in Prometheus' text form.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{Crm, Millis, Settings, Verdict};
use health::notifications::Notifications;

/// What is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    verdicts: Mutex<BTreeMap<(Crm, &'static str), u64>>,
    valid_at: Mutex<BTreeMap<Crm, Millis>>,
    refreshes: AtomicU64,
    failovers: AtomicU64,
}

impl Metrics {
    /// A CRM was asked, and said this.
    pub(crate) fn verified(&self, crm: Crm, verdict: Verdict, now: Millis) {
        if verdict == Verdict::Valid {
            let mut valid_at = self.valid_at.lock().unwrap_or_else(PoisonError::into_inner);
            valid_at.insert(crm, now);
        }
        let mut verdicts = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        *verdicts.entry((crm, key(verdict))).or_default() += 1;
    }

    /// A Salesforce token was asked for by its refresh token.
    pub(crate) fn refreshed(&self) {
        self.refreshes.fetch_add(1, Ordering::Relaxed);
    }

    /// Another linked administrator acts from now on.
    pub(crate) fn failed_over(&self) {
        self.failovers.fetch_add(1, Ordering::Relaxed);
    }

    /// All of it as text. See <https://prometheus.io/docs/instrumenting/exposition_formats/>.
    pub(crate) fn text(&self, settings: &Settings, now: Millis) -> String {
        let mut text = String::new();
        head(
            &mut text,
            "portal_verifications_total",
            "counter",
            "Verifications by CRM and verdict.",
        );
        for ((crm, verdict), count) in self
            .verdicts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let crm = crm.key();
            let _ = writeln!(
                text,
                "portal_verifications_total{{crm=\"{crm}\",verdict=\"{verdict}\"}} {count}"
            );
        }
        let one = |text: &mut String, name, help, count: &AtomicU64| {
            head(text, name, "counter", help);
            let _ = writeln!(text, "{name} {}", count.load(Ordering::Relaxed));
        };
        one(
            &mut text,
            "portal_token_refreshes_total",
            "Refreshes of Salesforce tokens.",
            &self.refreshes,
        );
        one(
            &mut text,
            "portal_failovers_total",
            "Times another linked administrator took over.",
            &self.failovers,
        );
        head(
            &mut text,
            "portal_connection_last_success_seconds",
            "gauge",
            "Seconds since the CRM last accepted the connection.",
        );
        let valid_at = self.valid_at.lock().unwrap_or_else(PoisonError::into_inner);
        for crm in Crm::ALL {
            // A refusal takes the place of the last success in what is stored, not in what is remembered.
            if let Some(at) = last_success(crm, settings).max(valid_at.get(&crm).copied()) {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "seconds since a moment of this century"
                )]
                let seconds = (now - at).max(0) as f64 / 1000.0;
                let crm = crm.key();
                let _ = writeln!(
                    text,
                    "portal_connection_last_success_seconds{{crm=\"{crm}\"}} {seconds}"
                );
            }
        }
        text
    }
}

/// What became of the notifications, by channel that is set up.
pub(crate) fn notifications(notifications: &Notifications) -> String {
    let mut text = String::new();
    let name = "portal_notifications_total";
    let help = "Notifications delivered and given up, and tries that failed, by channel.";
    head(&mut text, name, "counter", help);
    for (channel, counts) in notifications.counts() {
        let channel = channel.key();
        for (outcome, count) in [
            ("delivered", counts.delivered),
            ("failed", counts.failed),
            ("given_up", counts.given_up),
        ] {
            let labels = format!("channel=\"{channel}\",outcome=\"{outcome}\"");
            let _ = writeln!(text, "{name}{{{labels}}} {count}");
        }
    }
    let name = "portal_notification_channel_failing";
    let help = "Whether a channel has not delivered since its last try.";
    head(&mut text, name, "gauge", help);
    let failing = notifications.failing();
    for (channel, _) in notifications.counts() {
        let is_failing = failing.iter().any(|one| one.channel == channel);
        let (channel, value) = (channel.key(), u8::from(is_failing));
        let _ = writeln!(text, "{name}{{channel=\"{channel}\"}} {value}");
    }
    text
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

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
}

fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "valid",
        Verdict::Rejected => "rejected",
        Verdict::NotAdmin => "not_admin",
        Verdict::WrongAccount => "wrong_account",
        Verdict::NotFound => "not_found",
        Verdict::Unreachable => "unreachable",
        Verdict::RateLimited => "rate_limited",
        Verdict::Unverified => "unverified",
    }
}
