//! The notifications as the server runs them: a context of their own, and a task per channel.

use std::{panic, sync::Arc};

use domain::Millis;
use store::{Clock, Store};
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use super::{
    channel::ChannelKind,
    channels::Channels,
    delivery::{Delivery, LOOK},
    pace::Pace,
    record::{Counts, Failing},
};

/// What the service works with.
pub struct Context {
    /// Where the connections and what was told of them are kept.
    pub store: Store,
    /// Who is told.
    pub channels: Channels,
    /// The address people open.
    pub portal: String,
    /// For claims, and for since when a channel fails.
    pub clock: Clock,
    /// Notified when something new is known of a connection.
    pub changed: Arc<Notify>,
}

/// What tells the administrators; a clone is another handle on the same.
#[derive(Clone)]
pub struct Notifications(Arc<Parts>);

struct Parts {
    store: Store,
    deliveries: Vec<Arc<Delivery>>,
    changed: Arc<Notify>,
}

impl Notifications {
    /// Tells through the channels of what is in the store, once it runs.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self::at(Pace::default(), context)
    }

    pub(super) fn at(pace: Pace, context: Context) -> Self {
        let portal: Arc<str> = context.portal.into();
        let delivery = |channel| {
            let (store, clock) = (context.store.clone(), context.clock.clone());
            Arc::new(Delivery::new(store, channel, portal.clone(), clock, pace))
        };
        let deliveries = context.channels.all().into_iter().map(delivery).collect();
        Self(Arc::new(Parts {
            store: context.store,
            deliveries,
            changed: context.changed,
        }))
    }

    /// Tells until it is dropped: its tasks end with it. Run again, it knows what it knew.
    ///
    /// # Panics
    /// When a channel's task does, so that whoever runs it hears of it.
    pub async fn run(self) {
        let mut tasks = JoinSet::new();
        for delivery in &self.0.deliveries {
            tasks.spawn(delivery.clone().run());
        }
        loop {
            tokio::select! {
                Some(Err(error)) = tasks.join_next() => {
                    if let Ok(cause) = error.try_into_panic() {
                        panic::resume_unwind(cause);
                    }
                }
                _ = timeout(LOOK, self.0.changed.notified()) => self.look().await,
            }
        }
    }

    /// The channels that do not deliver.
    #[must_use]
    pub fn failing(&self) -> Vec<Failing> {
        let deliveries = self.0.deliveries.iter();
        deliveries
            .filter_map(|delivery| delivery.record().failing())
            .collect()
    }

    /// Since when this channel does not deliver, if that is so.
    #[must_use]
    pub fn failing_since(&self, channel: ChannelKind) -> Option<Millis> {
        let failing = self.failing();
        let failing = failing.iter().find(|one| one.channel == channel);
        failing.map(|failing| failing.since)
    }

    /// What became of the notifications, by channel that is set up.
    #[must_use]
    pub fn counts(&self) -> Vec<(ChannelKind, Counts)> {
        let deliveries = self.0.deliveries.iter();
        deliveries
            .map(|delivery| (delivery.kind(), delivery.record().counts()))
            .collect()
    }

    /// Forgets what was told of connections and links that are gone, and wakes the channels.
    async fn look(&self) {
        if let Err(error) = self.forget_what_is_gone().await {
            tracing::error!(%error, "what was told of what is gone was not forgotten");
        }
        for delivery in &self.0.deliveries {
            delivery.wake.notify_one();
        }
    }

    async fn forget_what_is_gone(&self) -> Result<(), store::Error> {
        let settings = self.0.store.settings().await?;
        let deliveries = self.0.deliveries.iter();
        let subjects: Vec<_> = deliveries
            .flat_map(|delivery| delivery.subjects(&settings))
            .collect();
        self.0.store.keep_notifications_of(&subjects).await
    }
}

impl std::fmt::Debug for Notifications {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kinds = self.0.deliveries.iter().map(|delivery| delivery.kind());
        f.debug_list().entries(kinds).finish()
    }
}
