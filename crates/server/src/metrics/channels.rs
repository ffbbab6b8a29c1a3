//! What became of the notifications, by channel that is set up.

use std::sync::atomic::Ordering;

use health::notifications::Notifications;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

/// Read from the notifications whenever somebody asks.
#[derive(Debug, Default)]
pub(super) struct Channels {
    outcomes: Family<ChannelAndOutcome, Counter>,
    failing: Family<OfChannel, Gauge>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ChannelAndOutcome {
    channel: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfChannel {
    channel: &'static str,
}

impl Channels {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "notifications",
            "Notifications delivered and given up, and tries that failed",
            self.outcomes.clone(),
        );
        registry.register(
            "notification_channel_failing",
            "Whether the last try of a channel failed",
            self.failing.clone(),
        );
    }

    pub(super) fn note(&self, notifications: &Notifications) {
        for (kind, counts) in notifications.counts() {
            let channel = kind.key();
            for (outcome, count) in [
                ("delivered", counts.delivered),
                ("failed", counts.failed),
                ("given_up", counts.given_up),
            ] {
                let labels = ChannelAndOutcome { channel, outcome };
                let counter = self.outcomes.get_or_create(&labels);
                counter.inner().store(count, Ordering::Relaxed);
            }
            let is_failing = notifications.failing_since(kind).is_some();
            self.failing
                .get_or_create(&OfChannel { channel })
                .set(is_failing.into());
        }
    }
}
