//! One channel's task: what there is to tell is claimed, told, and confirmed or given back.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use domain::Settings;
use rand::random_range;
use store::{Clock, Store, Turn};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{
    channel::{Channel, ChannelKind},
    notification::Notification,
    pace::Pace,
    record::Record,
    turns::turns,
    undelivered::Undelivered,
};

/// How often it looks without being woken.
pub(super) const LOOK: Duration = Duration::from_secs(60);

/// Tries in a row, where the refusal may be over in a moment.
const TRIES: u32 = 3;

/// One channel with what is remembered of it.
pub(super) struct Delivery {
    store: Store,
    channel: Arc<dyn Channel>,
    portal: Arc<str>,
    clock: Clock,
    record: Mutex<Record>,
    /// Woken when there may be something to tell.
    pub(super) wake: Notify,
}

impl Delivery {
    pub(super) fn new(
        store: Store,
        channel: Arc<dyn Channel>,
        portal: Arc<str>,
        clock: Clock,
        pace: Pace,
    ) -> Self {
        let record = Mutex::new(Record::new(channel.kind(), pace));
        Self {
            store,
            channel,
            portal,
            clock,
            record,
            wake: Notify::new(),
        }
    }

    /// What is remembered of the channel.
    pub(super) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn kind(&self) -> ChannelKind {
        self.channel.kind()
    }

    /// Under what the channel remembers what it told of each.
    pub(super) fn subjects(&self, settings: &Settings) -> Vec<String> {
        turns(settings)
            .iter()
            .map(|(notification, _)| self.subject(notification))
            .collect()
    }

    /// Looks and tells for ever.
    pub(super) async fn run(self: Arc<Self>) {
        let mut looked = Instant::now();
        loop {
            let next = self.record().next_after(looked);
            let rest = next.map(|next| next.saturating_duration_since(Instant::now()));
            let wait = rest.map_or(LOOK, |rest| rest.min(LOOK));
            let _ = timeout(wait, self.wake.notified()).await;
            looked = Instant::now();
            if let Err(error) = self.look().await {
                tracing::error!(channel = self.kind().key(), %error, "what there is to tell was not read");
            }
        }
    }

    async fn look(&self) -> Result<(), store::Error> {
        if self.record().rest(Instant::now()).is_some() {
            return Ok(());
        }
        let settings = self.store.settings().await?;
        let mut turns: Vec<_> = turns(&settings)
            .into_iter()
            .map(|(notification, turn)| (self.subject(&notification), notification, turn))
            .collect();
        {
            let mut record = self.record();
            record.keep(|subject, told| {
                turns.iter().any(|(current, _, turn)| {
                    current == subject && turn.is_none_or(|turn| turn == told)
                })
            });
            // One that is refused again and again lets the others go first.
            turns.sort_by_key(|(subject, ..)| record.last_try(subject));
        }
        for (subject, notification, turn) in &turns {
            if let Some(turn) = turn {
                self.tell(subject, notification, *turn).await?;
            }
        }
        Ok(())
    }

    async fn tell(
        &self,
        subject: &str,
        notification: &Notification,
        turn: Turn,
    ) -> Result<(), store::Error> {
        if !self.record().may_try(subject, turn, Instant::now())
            || !self
                .store
                .claim_notification(subject, turn, self.clock.now())
                .await?
        {
            return Ok(());
        }
        let Err(reason) = self.try_to_deliver(notification, turn).await else {
            self.record().delivered(subject);
            return self.store.confirm_notification(subject, turn).await;
        };
        let outlook = self.record().failed(
            (subject, turn),
            reason,
            (self.clock.now(), Instant::now()),
            random_range(0.9..=1.1),
        );
        tracing::warn!(
            subject,
            %reason,
            is_given_up = outlook.is_given_up,
            next_try_in_s = outlook.wait.as_secs(),
            "a notification was not delivered"
        );
        self.store.give_notification_back(subject, turn).await
    }

    async fn try_to_deliver(
        &self,
        notification: &Notification,
        turn: Turn,
    ) -> Result<(), Undelivered> {
        for n in 1..TRIES {
            let done = self.channel.deliver(notification, turn, &self.portal).await;
            if !done.is_err_and(Undelivered::is_momentary) {
                return done;
            }
            sleep(Duration::from_millis(200) * n).await;
        }
        self.channel.deliver(notification, turn, &self.portal).await
    }

    fn subject(&self, notification: &Notification) -> String {
        format!("{} {}", self.kind().key(), notification.subject())
    }
}
