//! What was promised: every save that was answered, and those on their way when the server died.
//! Each field has one writer, so what it must hold after a restart is known.

use std::collections::{BTreeMap, BTreeSet};

/// A field of a panel, as its CRM and name.
pub(super) type Place = (&'static str, &'static str);

/// What the server holds after a restart.
pub(super) struct Stored {
    /// The settings' version.
    pub(super) version: u64,
    /// The values of the writers' fields.
    pub(super) values: BTreeMap<Place, String>,
}

/// The saves of all writers.
#[derive(Default)]
pub(super) struct Ledger {
    /// Every version that was acknowledged.
    acknowledged: BTreeSet<u64>,
    /// What each place has to hold, and since which version.
    known: BTreeMap<Place, (u64, String)>,
    /// Values sent since and not answered: they may have been stored or not.
    under_way: BTreeSet<(Place, String)>,
    lost: BTreeSet<u64>,
    losses: Vec<String>,
    refusal: Option<String>,
}

impl Ledger {
    /// A save that was answered with this version.
    pub(super) fn acknowledge(&mut self, place: Place, version: u64, value: String) {
        if !self.acknowledged.insert(version) {
            self.lose(version, format!("version {version} was given to two saves"));
        }
        self.known.insert(place, (version, value));
        self.under_way.retain(|(other, _)| *other != place);
    }

    /// A save that got no answer, or one that leaves it open.
    pub(super) fn leave_under_way(&mut self, place: Place, value: String) {
        self.under_way.insert((place, value));
    }

    /// A save that was refused for another reason than its version.
    pub(super) fn refuse(&mut self, answer: String) {
        self.refusal = Some(answer);
    }

    /// Compares with what is there after a restart, and goes on from that.
    pub(super) fn check(&mut self, stored: &Stored) {
        let after = stored.version;
        for version in self.acknowledged.split_off(&(after + 1)) {
            self.acknowledged.insert(version);
            self.lose(
                version,
                format!("version {version} is gone: it is at {after}"),
            );
        }
        for (place, (version, told)) in std::mem::take(&mut self.known) {
            let now = stored.values.get(&place).cloned().unwrap_or_default();
            if now != told && !self.under_way.contains(&(place, now.clone())) {
                let what = format!("{place:?} holds {now:?}, but {told:?} since version {version}");
                self.lose(version, what);
            }
        }
        self.under_way.clear();
        let values = stored.values.iter();
        self.known = values
            .map(|(place, value)| (*place, (after, value.clone())))
            .collect();
    }

    fn lose(&mut self, version: u64, what: String) {
        self.lost.insert(version);
        self.losses.push(what);
    }

    /// How many saves were answered.
    pub(super) fn count(&self) -> usize {
        self.acknowledged.len()
    }

    /// Whether saves were answered and all of them kept.
    pub(super) fn is_kept(&self) -> bool {
        self.losses.is_empty() && !self.acknowledged.is_empty()
    }

    /// Each loss as a sentence.
    pub(super) fn losses(&self) -> &[String] {
        &self.losses
    }

    /// The last answer that refused a save for no known reason.
    pub(super) fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// `12 of 12 acknowledged saves kept`.
    pub(super) fn summary(&self) -> String {
        let kept = self.acknowledged.difference(&self.lost).count();
        format!("{kept} of {} acknowledged saves kept", self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Place = ("kustomer", "external_id_prefix");
    const B: Place = ("salesforce", "org_name");

    fn stored(version: u64, values: &[(Place, &str)]) -> Stored {
        let values = values
            .iter()
            .map(|(place, value)| (*place, (*value).to_owned()));
        Stored {
            version,
            values: values.collect(),
        }
    }

    fn two_saves() -> Ledger {
        let mut ledger = Ledger::default();
        ledger.acknowledge(A, 1, "a1".to_owned());
        ledger.acknowledge(B, 2, "b2".to_owned());
        ledger
    }

    #[test]
    fn saves_that_are_there_are_kept() {
        let mut ledger = two_saves();
        ledger.check(&stored(2, &[(A, "a1"), (B, "b2")]));
        assert!(ledger.is_kept());
        assert_eq!(ledger.summary(), "2 of 2 acknowledged saves kept");
    }

    #[test]
    fn a_save_under_way_may_have_been_stored_or_not() {
        for now in ["a1", "a3"] {
            let mut ledger = two_saves();
            ledger.leave_under_way(A, "a3".to_owned());
            ledger.check(&stored(3, &[(A, now), (B, "b2")]));
            assert!(ledger.is_kept(), "{now}: {:?}", ledger.losses());
        }
    }

    #[test]
    fn a_version_that_went_back_is_a_loss() {
        let mut ledger = two_saves();
        ledger.check(&stored(1, &[(A, "a1")]));
        assert!(!ledger.is_kept());
        assert_eq!(ledger.summary(), "1 of 2 acknowledged saves kept");
    }

    #[test]
    fn a_value_that_nobody_sent_last_is_a_loss() {
        let mut ledger = two_saves();
        ledger.check(&stored(2, &[(A, "a0"), (B, "b2")]));
        assert!(!ledger.is_kept());
    }

    #[test]
    fn one_version_for_two_saves_is_a_loss() {
        let mut ledger = two_saves();
        ledger.acknowledge(A, 2, "a2".to_owned());
        assert!(!ledger.is_kept());
    }

    #[test]
    fn what_was_under_way_is_settled_by_a_restart() {
        let mut ledger = two_saves();
        ledger.leave_under_way(A, "a3".to_owned());
        ledger.check(&stored(3, &[(A, "a3"), (B, "b2")]));
        ledger.acknowledge(A, 4, "a4".to_owned());
        ledger.check(&stored(4, &[(A, "a3"), (B, "b2")]));
        assert!(!ledger.is_kept(), "an older value came back");
    }

    #[test]
    fn an_old_save_has_to_stay_while_others_are_made() {
        let mut ledger = two_saves();
        ledger.check(&stored(2, &[(A, "a1"), (B, "b2")]));
        ledger.acknowledge(B, 3, "b3".to_owned());
        ledger.check(&stored(3, &[(B, "b3")]));
        assert!(!ledger.is_kept(), "a1 is gone");
    }

    #[test]
    fn a_run_without_a_save_shows_nothing() {
        let mut ledger = Ledger::default();
        ledger.check(&stored(0, &[]));
        assert!(!ledger.is_kept());
    }
}
