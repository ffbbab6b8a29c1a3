//! How one channel fares while the program runs: when it may be tried again, and what it has
//! refused for good. A restart forgets it, so that a repaired configuration is tried at once.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use domain::Millis;
use store::Turn;

use super::{channel::ChannelKind, pace::Pace, undelivered::Undelivered};

/// A channel that does not deliver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Which.
    pub channel: ChannelKind,
    /// The first failure after the last success.
    pub since: Millis,
    /// The last failure.
    pub reason: Undelivered,
}

/// What became of the notifications of one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Taken by the other side.
    pub delivered: u64,
    /// Tries that failed.
    pub failed: u64,
    /// Notifications that are not tried any more.
    pub given_up: u64,
}

/// What one try means for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outlook {
    /// How long the channel rests.
    pub(super) wait: Duration,
    /// Whether this notification is not tried any more.
    pub(super) is_given_up: bool,
}

/// What is remembered of one channel.
#[derive(Debug)]
pub(super) struct Record {
    channel: ChannelKind,
    pace: Pace,
    failures: u32,
    failing: Option<Failing>,
    next: Option<Instant>,
    undelivered: BTreeMap<String, Tried>,
    counts: Counts,
}

/// A notification that was tried in vain.
#[derive(Clone, Copy, Debug)]
struct Tried {
    turn: Turn,
    first: Instant,
    last: Instant,
    is_given_up: bool,
}

impl Record {
    pub(super) fn new(channel: ChannelKind, pace: Pace) -> Self {
        Self {
            channel,
            pace,
            failures: 0,
            failing: None,
            next: None,
            undelivered: BTreeMap::new(),
            counts: Counts::default(),
        }
    }

    pub(super) fn failing(&self) -> Option<Failing> {
        self.failing
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// How long the channel rests, if it does.
    pub(super) fn rest(&self, now: Instant) -> Option<Duration> {
        let rest = self.next?.saturating_duration_since(now);
        (!rest.is_zero()).then_some(rest)
    }

    /// When the channel's rest ends, if that is after `moment`.
    pub(super) fn next_after(&self, moment: Instant) -> Option<Instant> {
        self.next.filter(|next| *next > moment)
    }

    /// Whether a turn may be told now.
    pub(super) fn may_try(&self, subject: &str, turn: Turn, now: Instant) -> bool {
        let is_given_up = self
            .undelivered
            .get(subject)
            .is_some_and(|tried| tried.is_given_up && tried.turn == turn);
        !is_given_up && self.rest(now).is_none()
    }

    /// When a subject was last tried in vain: what was not comes first.
    pub(super) fn last_try(&self, subject: &str) -> Option<Instant> {
        self.undelivered.get(subject).map(|tried| tried.last)
    }

    /// Forgets what is over: the subject is gone, or it has turned.
    pub(super) fn keep(&mut self, is_still: impl Fn(&str, Turn) -> bool) {
        self.undelivered
            .retain(|subject, tried| is_still(subject, tried.turn));
    }

    /// It was taken.
    pub(super) fn delivered(&mut self, subject: &str) {
        self.undelivered.remove(subject);
        (self.failures, self.failing, self.next) = (0, None, None);
        self.counts.delivered += 1;
    }

    /// It was not; `jitter` around 1 keeps replicas apart.
    pub(super) fn failed(
        &mut self,
        (subject, turn): (&str, Turn),
        reason: Undelivered,
        (at, now): (Millis, Instant),
        jitter: f64,
    ) -> Outlook {
        let wait = self.pace.rest_after(self.failures).mul_f64(jitter);
        self.failures += 1;
        self.next = Some(now + wait);
        let since = self.failing.map_or(at, |failing| failing.since);
        self.failing = Some(Failing {
            channel: self.channel,
            since,
            reason,
        });
        let first = match self.undelivered.get(subject) {
            Some(tried) if tried.turn == turn => tried.first,
            _ => now,
        };
        let is_given_up = reason.is_final() || now - first >= self.pace.give_up;
        let tried = Tried {
            turn,
            first,
            last: now,
            is_given_up,
        };
        self.undelivered.insert(subject.to_owned(), tried);
        self.counts.failed += 1;
        self.counts.given_up += u64::from(is_given_up);
        Outlook { wait, is_given_up }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: (&str, Turn) = ("mail zendesk", Turn::Attention);

    fn record() -> Record {
        Record::new(ChannelKind::Mail, Pace::default())
    }

    #[test]
    fn jitter_moves_the_rest() {
        let (mut record, now) = (record(), Instant::now());
        let outlook = record.failed(ONE, Undelivered::Timeout, (0, now), 0.9);
        assert_eq!(outlook.wait, Duration::from_secs(54));
        assert!(!record.may_try(ONE.0, ONE.1, now));
        assert!(record.may_try(ONE.0, ONE.1, now + outlook.wait));
    }

    #[test]
    fn what_is_refused_for_good_is_not_tried_again_until_it_turns() {
        let (mut record, now) = (record(), Instant::now());
        assert!(
            record
                .failed(ONE, Undelivered::Http(404), (0, now), 1.0)
                .is_given_up
        );
        let later = now + Duration::from_secs(90);
        assert!(!record.may_try(ONE.0, Turn::Attention, later));
        assert!(record.may_try("mail kustomer", Turn::Attention, later));
        assert!(record.may_try(ONE.0, Turn::Repaired, later));
        record.keep(|_, turn| turn != Turn::Attention);
        assert!(record.may_try(ONE.0, Turn::Attention, later));
    }

    #[test]
    fn what_does_not_pass_within_a_day_is_given_up() {
        let (mut record, start) = (record(), Instant::now());
        let mut now = start;
        let mut tries = 0;
        while !record
            .failed(ONE, Undelivered::Timeout, (0, now), 1.0)
            .is_given_up
        {
            now += record.rest(now).unwrap();
            tries += 1;
            assert!(tries < 50);
        }
        assert!(now - start >= Duration::from_secs(24 * 60 * 60));
        let counts = record.counts();
        assert_eq!((counts.given_up, counts.delivered), (1, 0));
        assert_eq!(counts.failed, 30, "seven in the first hour, then one each");
    }

    #[test]
    fn a_success_ends_the_failing_and_its_rest() {
        let (mut record, now) = (record(), Instant::now());
        for at in [7, 8] {
            record.failed(ONE, Undelivered::Timeout, (at, now), 1.0);
        }
        assert_eq!(record.failing().unwrap().since, 7);
        record.delivered(ONE.0);
        assert_eq!((record.failing(), record.rest(now)), (None, None));
        let outlook = record.failed(ONE, Undelivered::Timeout, (9, now), 1.0);
        assert_eq!(outlook.wait, Duration::from_secs(60));
    }
}
