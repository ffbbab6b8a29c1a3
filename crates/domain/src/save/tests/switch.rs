//! What the page asks before it promises a switch, or takes from a platform what it lives on.

use super::{
    links::linked,
    platform::{NEW, OLD, with_health},
    *,
};
use crate::{
    LinkState, Wanted,
    save::{PlatformWhy, Switch, strands, switch},
};

fn live(old: Panel, new: Panel) -> Settings {
    Settings {
        agent_platform: Some(OLD),
        ..settings([(OLD, old), (NEW, new)])
    }
}

#[test]
fn the_page_asks_only_where_a_working_platform_is_left_for_one_that_is_ready() {
    let (old, new) = (OLD, NEW);
    let stored = live(set_up(OLD), Panel::default());
    let not_yet = |why| Switch::NotYet { old, new, why };
    assert_eq!(switch(&stored, Some(OLD), &set_up(OLD)), Switch::Stays);
    assert_eq!(switch(&stored, None, &Panel::default()), Switch::Saved);
    assert_eq!(
        switch(&stored, Some(NEW), &set_up(NEW)),
        Switch::Leaves { old, new }
    );
    assert_eq!(
        switch(&stored, Some(NEW), &Panel::default()),
        not_yet(PlatformWhy::NotSetUp)
    );
    assert_eq!(
        switch(&stored, Some(NEW), &with_health(NEW, Verdict::Rejected)),
        not_yet(PlatformWhy::Refused)
    );
    let broken = live(with_health(OLD, Verdict::Rejected), Panel::default());
    for stored in [broken, Settings::default()] {
        assert_eq!(switch(&stored, Some(NEW), &Panel::default()), Switch::Saved);
    }
}

#[test]
fn what_was_typed_and_not_sent_yet_is_asked_about_as_if_it_were_accepted() {
    let stored = live(set_up(OLD), Panel::default());
    let would = |edit: PanelDraft| {
        let panel = Wanted::merge(NEW, &Panel::default(), &edit).accepted(NEW, &Panel::default());
        switch(&stored, Some(NEW), &panel)
    };
    assert!(matches!(would(whole(NEW)), Switch::Leaves { .. }));
    for lacking in [
        whole(NEW).set(Field::Email, ""),
        whole(NEW).set(Field::Email, "camille"),
        whole(NEW).replace(" "),
    ] {
        assert!(matches!(would(lacking), Switch::NotYet { .. }));
    }
}

#[test]
fn new_credentials_for_a_refused_platform_may_mend_it() {
    let refused = with_health(NEW, Verdict::Rejected);
    let mended = Wanted::merge(NEW, &refused, &edit().replace(TYPED)).accepted(NEW, &refused);
    let stored = live(set_up(OLD), refused.clone());
    assert!(matches!(
        switch(&stored, Some(NEW), &mended),
        Switch::Leaves { .. }
    ));
    let untouched = Wanted::unchanged(NEW, &refused).accepted(NEW, &refused);
    assert!(matches!(
        switch(&stored, Some(NEW), &untouched),
        Switch::NotYet { .. }
    ));
}

#[test]
fn the_live_platform_is_stranded_by_losing_what_it_lives_on() {
    let cleared = |crm: Crm| {
        let stored = set_up(crm);
        Wanted::merge(crm, &stored, &edit().clear_secret()).accepted(crm, &stored)
    };
    let stored = live(set_up(OLD), set_up(NEW));
    assert!(strands(&stored, OLD, &cleared(OLD)));
    assert!(!strands(&stored, OLD, &set_up(OLD)));
    assert!(
        !strands(&stored, NEW, &cleared(NEW)),
        "it is not the live one"
    );
    let broken = live(with_health(OLD, Verdict::Rejected), set_up(NEW));
    assert!(!strands(&broken, OLD, &cleared(OLD)), "they wait already");
}

#[test]
fn salesforce_is_stranded_by_its_last_administrator_going() {
    let crm = Crm::Salesforce;
    let whole = linked(&[LinkState::Active]);
    let stored = Settings {
        agent_platform: Some(crm),
        ..settings([(crm, whole.clone())])
    };
    let unlinked = Panel {
        links: Vec::new(),
        ..whole.clone()
    };
    assert!(strands(&stored, crm, &unlinked));
    let ended = Panel {
        links: linked(&[LinkState::NeedsRelinking]).links,
        ..whole
    };
    assert!(strands(&stored, crm, &ended), "nobody is left who works");
}
