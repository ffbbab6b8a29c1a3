//! The agent platform: a working one is left only for one that is set up and not refused.

use super::*;
use crate::save::{PlatformReport, PlatformWhy};

pub(super) const OLD: Crm = Crm::Kustomer;
pub(super) const NEW: Crm = Crm::Zendesk;

fn kept(why: PlatformWhy) -> PlatformReport {
    PlatformReport::Kept { wanted: NEW, why }
}

/// Asks to move from Kustomer to Zendesk.
fn switch(old: Panel, new: Panel, edit: Option<PanelDraft>, says: Verdict) -> PlatformReport {
    let stored = Settings {
        agent_platform: Some(OLD),
        ..settings([(OLD, old), (NEW, new)])
    };
    let draft = Draft {
        agent_platform: Some(NEW),
        panels: edit.map(|edit| (NEW, edit)).into_iter().collect(),
    };
    let outcome = save_all(stored, &draft, [(NEW, says)]);
    let report = outcome.report.agent_platform;
    let expected = if report == PlatformReport::Saved {
        NEW
    } else {
        OLD
    };
    assert_eq!(outcome.settings.agent_platform, Some(expected));
    report
}

pub(super) fn with_health(crm: Crm, verdict: Verdict) -> Panel {
    let health = Health {
        check: Check::of(verdict),
        checked_at: BEFORE,
    };
    Panel {
        health: Some(health),
        ..set_up(crm)
    }
}

#[test]
fn the_same_platform_again_is_nothing() {
    let stored = Settings {
        agent_platform: Some(OLD),
        ..settings([(OLD, set_up(OLD))])
    };
    let outcome = save_all(stored, &draft(Some(OLD), []), []);
    assert_eq!(outcome.report.agent_platform, PlatformReport::Unchanged);
    assert_eq!(outcome.settings.agent_platform, Some(OLD));
}

#[test]
fn from_none_every_platform_is_saved_even_one_that_is_not_set_up_or_refused() {
    for crm in ASKED {
        let outcome = save_all(Settings::default(), &draft(Some(crm), []), []);
        assert_eq!(
            (
                outcome.report.agent_platform,
                outcome.settings.agent_platform
            ),
            (PlatformReport::Saved, Some(crm))
        );
        let refused = draft(Some(crm), [(crm, whole(crm))]);
        let outcome = save_all(Settings::default(), &refused, [(crm, Verdict::Rejected)]);
        assert_eq!(
            (
                outcome.report.agent_platform,
                outcome.settings.agent_platform
            ),
            (PlatformReport::Saved, Some(crm))
        );
    }
}

#[test]
fn none_can_always_be_chosen() {
    let stored = Settings {
        agent_platform: Some(OLD),
        ..settings([(OLD, switched_on(OLD))])
    };
    let outcome = save_all(stored, &draft(None, []), []);
    assert_eq!(
        (
            outcome.report.agent_platform,
            outcome.settings.agent_platform
        ),
        (PlatformReport::Saved, None)
    );
}

#[test]
fn a_working_platform_is_left_for_one_that_is_stored_complete_and_not_refused() {
    assert_eq!(
        switch(set_up(OLD), set_up(NEW), None, Verdict::Valid),
        PlatformReport::Saved
    );
    let never_asked = Panel {
        health: None,
        ..set_up(NEW)
    };
    assert_eq!(
        switch(set_up(OLD), never_asked, None, Verdict::Valid),
        PlatformReport::Saved
    );
}

#[test]
fn a_working_platform_is_left_for_one_set_up_and_accepted_in_the_same_save() {
    assert_eq!(
        switch(
            set_up(OLD),
            Panel::default(),
            Some(whole(NEW)),
            Verdict::Valid
        ),
        PlatformReport::Saved
    );
    let anyway = Some(whole(NEW).save_anyway());
    assert_eq!(
        switch(set_up(OLD), Panel::default(), anyway, Verdict::Unverified),
        PlatformReport::Saved
    );
}

#[test]
fn a_working_platform_is_not_left_for_one_that_is_not_set_up() {
    let not_set_up = kept(PlatformWhy::NotSetUp);
    assert_eq!(
        switch(set_up(OLD), Panel::default(), None, Verdict::Valid),
        not_set_up
    );
    assert_eq!(
        switch(
            set_up(OLD),
            Panel::default(),
            Some(whole(NEW).set(Field::Email, "")),
            Verdict::Valid
        ),
        not_set_up
    );
    assert_eq!(
        switch(
            set_up(OLD),
            set_up(NEW),
            Some(edit().clear_secret()),
            Verdict::Valid
        ),
        not_set_up
    );
}

#[test]
fn a_working_platform_is_not_left_for_one_that_is_refused() {
    for says in REFUSALS {
        assert_eq!(
            switch(set_up(OLD), Panel::default(), Some(whole(NEW)), says),
            kept(PlatformWhy::Refused)
        );
        assert_eq!(
            switch(set_up(OLD), with_health(NEW, says), None, Verdict::Valid),
            kept(PlatformWhy::Refused)
        );
        assert_eq!(
            switch(set_up(OLD), set_up(NEW), Some(edit().tick()), says),
            kept(PlatformWhy::Refused)
        );
    }
}

#[test]
fn what_is_malformed_was_not_refused_so_what_is_stored_says_what_is_missing() {
    let malformed = || Some(whole(NEW).set(Field::Email, "camille"));
    assert_eq!(
        switch(set_up(OLD), set_up(NEW), malformed(), Verdict::Valid),
        kept(PlatformWhy::NotChecked)
    );
    assert_eq!(
        switch(set_up(OLD), Panel::default(), malformed(), Verdict::Valid),
        kept(PlatformWhy::NotSetUp)
    );
}

#[test]
fn a_working_platform_is_not_left_for_one_that_could_not_be_checked() {
    for says in UNCERTAIN {
        assert_eq!(
            switch(set_up(OLD), Panel::default(), Some(whole(NEW)), says),
            kept(PlatformWhy::NotChecked)
        );
    }
    let other_host = Some(edit().set(Field::Subdomain, "umbrella"));
    assert_eq!(
        switch(set_up(OLD), set_up(NEW), other_host, Verdict::Valid),
        kept(PlatformWhy::NotChecked)
    );
}

#[test]
fn turning_the_new_ones_box_on_in_vain_does_not_hinder_the_switch() {
    for says in UNCERTAIN {
        assert_eq!(
            switch(set_up(OLD), set_up(NEW), Some(edit().tick()), says),
            PlatformReport::Saved
        );
    }
}

#[test]
fn a_platform_that_does_not_work_is_left_for_anything() {
    for old in [Panel::default(), with_health(OLD, Verdict::Rejected)] {
        assert_eq!(
            switch(old.clone(), Panel::default(), None, Verdict::Valid),
            PlatformReport::Saved
        );
        assert_eq!(
            switch(old, Panel::default(), Some(whole(NEW)), Verdict::Rejected),
            PlatformReport::Saved
        );
    }
}

#[test]
fn an_old_platform_nobody_could_check_lately_still_counts_as_working() {
    let old = with_health(OLD, Verdict::Unverified);
    assert_eq!(
        switch(old, Panel::default(), None, Verdict::Valid),
        kept(PlatformWhy::NotSetUp)
    );
}

#[test]
fn a_kept_platform_does_not_hold_back_the_rest_of_the_save() {
    let stored = Settings {
        agent_platform: Some(OLD),
        ..settings([(OLD, set_up(OLD))])
    };
    let draft = draft(
        Some(NEW),
        [
            (OLD, edit().tick()),
            (NEW, edit().set(Field::SessionField, "360012345678")),
        ],
    );
    let outcome = save_all(stored, &draft, [(OLD, Verdict::Valid)]);
    assert_eq!(outcome.report.agent_platform, kept(PlatformWhy::NotSetUp));
    assert!(outcome.settings.panel(OLD).default_user);
    assert_eq!(
        outcome.settings.panel(NEW).fields.get(Field::SessionField),
        "360012345678"
    );
}
