//! Salesforce: form alone is checked on a save, the proof is a link, and links hang on what they were made for.

use super::*;
use crate::{
    Cause, Link, LinkState, Status,
    save::{BoxReport, SecretWrite, TupleReport},
    status,
};

const CRM: Crm = Crm::Salesforce;

fn link(id: &str, state: LinkState) -> Link {
    Link {
        id: id.to_owned(),
        name: "Camille Roy".to_owned(),
        username: "camille@acme.example".to_owned(),
        role: "System Administrator".to_owned(),
        linked_at: BEFORE,
        linked_by: None,
        verified_at: Some(BEFORE),
        state,
        since: BEFORE,
        cause: None,
    }
}

/// A panel with everything filled and these links.
pub(super) fn linked(states: &[LinkState]) -> Panel {
    let mut panel = Panel {
        health: None,
        ..set_up(CRM)
    };
    panel.fields.set(Field::OrgId, "00D0O000005Jj18");
    panel.links = states.iter().map(|state| link("one", *state)).collect();
    panel
}

pub(super) fn both_boxes() -> PanelDraft {
    PanelDraft {
        always: Some(true),
        ..edit().tick()
    }
}

#[test]
fn nobody_is_asked_about_what_is_typed() {
    let told = save(CRM, &Panel::default(), whole(CRM), Verdict::Rejected);
    assert_eq!(told.asked, []);
    assert_eq!(told.report.tuple, TupleReport::Saved);
    assert_eq!(status(CRM, &told.panel), Status::NotSetUp);
}

#[test]
fn both_boxes_stay_off_while_nobody_is_linked() {
    let told = save(CRM, &linked(&[]), both_boxes(), Verdict::Valid);
    assert_eq!((told.panel.default_user, told.panel.always), (false, false));
    assert_eq!(
        (told.report.default_user, told.report.always),
        (BoxReport::OffUnavailable, BoxReport::OffUnavailable)
    );
}

#[test]
fn with_one_link_both_can_be_ticked_and_unticked() {
    let before = linked(&[LinkState::Active]);
    let told = save(CRM, &before, both_boxes(), Verdict::Valid);
    assert_eq!(told.asked.len(), 1, "the links are asked about");
    assert_eq!((told.panel.default_user, told.panel.always), (true, true));
    let unticked = PanelDraft {
        always: Some(false),
        ..edit().untick()
    };
    let told = save(CRM, &told.panel, unticked, Verdict::Valid);
    assert_eq!((told.panel.default_user, told.panel.always), (false, false));
}

#[test]
fn turning_on_is_refused_where_every_link_is() {
    let before = linked(&[LinkState::Active]);
    for says in REFUSALS {
        let told = save(CRM, &before, both_boxes(), says);
        assert_eq!((told.panel.default_user, told.panel.always), (false, false));
        assert_eq!(told.report.default_user, BoxReport::OffRefused, "{says:?}");
    }
    for says in UNCERTAIN {
        let told = save(CRM, &before, edit().tick(), says);
        assert_eq!(told.report.default_user, BoxReport::NotYet, "{says:?}");
    }
}

#[test]
fn beside_a_malformed_field_boxes_and_links_stay_as_stored() {
    let wrong = || edit().set(Field::LoginUrl, impossible(Field::LoginUrl).0);
    let off = linked(&[LinkState::Active]);
    let told = save(
        CRM,
        &off,
        PanelDraft {
            always: Some(true),
            ..wrong().tick()
        },
        Verdict::Valid,
    );
    assert_eq!((told.panel.default_user, told.panel.always), (false, false));
    assert_eq!(
        (told.report.default_user, told.report.always),
        (BoxReport::NotYet, BoxReport::NotYet)
    );
    let on = Panel {
        default_user: true,
        always: true,
        ..off.clone()
    };
    let told = save(CRM, &on, wrong(), Verdict::Valid);
    assert_eq!(told.panel, on);
    let one = Panel {
        always: false,
        ..on
    };
    let told = save(
        CRM,
        &one,
        PanelDraft {
            always: Some(true),
            ..wrong()
        },
        Verdict::Valid,
    );
    assert_eq!(
        (told.panel.always, told.report.always),
        (false, BoxReport::NotYet)
    );
    assert!(!told.report.ends_links);
}

#[test]
fn another_app_host_or_organisation_ends_every_link() {
    let before = linked(&[LinkState::Active, LinkState::NotAdmin]);
    for field in [Field::OrgId, Field::ConsumerKey, Field::LoginUrl] {
        let change = edit().set(field, another(CRM, field)).replace(TYPED);
        let told = save(CRM, &before, change, Verdict::Valid);
        assert!(told.report.ends_links, "{field:?}");
        for link in &told.panel.links {
            assert_eq!(link.state, LinkState::NeedsRelinking);
            assert_eq!(
                (link.cause, link.since),
                (Some(Cause::SettingsChanged), NOW)
            );
        }
        assert_eq!(status(CRM, &told.panel), Status::NeedsAttention);
    }
}

#[test]
fn a_new_secret_or_name_ends_no_link() {
    let before = linked(&[LinkState::Active]);
    let change = edit()
        .set(Field::OrgName, "Umbrella")
        .set(Field::Cloud, "sales")
        .replace(TYPED);
    let told = save(CRM, &before, change, Verdict::Valid);
    assert!(!told.report.ends_links);
    assert_eq!(told.panel.links, before.links);
}

#[test]
fn a_box_that_is_on_stays_on_but_paused_when_the_settings_end_its_links() {
    let before = Panel {
        default_user: true,
        ..linked(&[LinkState::Active])
    };
    let moved = edit().set(Field::OrgId, another(CRM, Field::OrgId));
    let told = save(CRM, &before, moved.tick(), Verdict::Valid);
    assert!(told.panel.default_user);
    let off = Panel {
        default_user: false,
        ..before
    };
    let moved = edit().set(Field::OrgId, another(CRM, Field::OrgId));
    let told = save(CRM, &off, moved.tick(), Verdict::Valid);
    assert_eq!(told.asked, []);
    assert_eq!(
        (told.panel.default_user, told.report.default_user),
        (false, BoxReport::NotYet),
        "nothing proves it before somebody links again"
    );
}

#[test]
fn a_secret_entered_before_the_login_url_is_bound_to_the_first_one() {
    let early = edit()
        .set(Field::ConsumerKey, "3MVG9.consumer.key")
        .replace(TYPED);
    let stored = save(CRM, &Panel::default(), early, Verdict::Valid).panel;
    let first = edit().set(Field::LoginUrl, "acme.my.salesforce.com");
    let told = save(CRM, &stored, first, Verdict::Valid);
    let before = stored.secret.expect("kept").bound_to;
    assert_eq!(told.write.secret, SecretWrite::Rebind(before));
    assert_eq!(told.report.problems, []);
    let bound = told.panel.secret.as_ref().expect("kept").bound_to.clone();
    assert_eq!(bound, binding(CRM, &told.panel.fields));
    let second = edit().set(Field::LoginUrl, "umbrella.my.salesforce.com");
    let told = save(CRM, &told.panel, second, Verdict::Valid);
    assert_eq!(told.report.problems[0].code, Code::SecretRequired);
    assert_eq!(
        told.panel.fields.get(Field::LoginUrl),
        "acme.my.salesforce.com"
    );
}

#[test]
fn a_consumer_key_in_another_case_is_another_app() {
    let shouted = edit().set(Field::ConsumerKey, "3MVG9.CONSUMER.KEY");
    let told = save(CRM, &linked(&[LinkState::Active]), shouted, Verdict::Valid);
    assert_eq!(told.report.problems[0].code, Code::SecretRequired);
    assert!(!told.report.ends_links);
}

#[test]
fn box_2_means_nothing_to_a_crm_without_links() {
    let always = PanelDraft {
        always: Some(true),
        ..edit()
    };
    let told = save(Crm::Zendesk, &set_up(Crm::Zendesk), always, Verdict::Valid);
    assert!(!told.panel.always);
}

#[test]
fn a_box_is_not_turned_on_along_with_a_new_secret_that_nobody_has_tried() {
    let before = linked(&[LinkState::NeedsRelinking]);
    let told = save(CRM, &before, both_boxes().replace(TYPED), Verdict::Valid);
    assert_eq!(told.asked, []);
    assert_eq!((told.panel.default_user, told.panel.always), (false, false));
    assert_eq!(
        (told.report.default_user, told.report.always),
        (BoxReport::NotYet, BoxReport::NotYet)
    );
}

#[test]
fn what_links_say_is_kept_with_each_of_them_and_not_with_the_panel() {
    let told = save(
        CRM,
        &linked(&[LinkState::Active]),
        both_boxes(),
        Verdict::Valid,
    );
    assert_eq!(told.panel.health, None);
}
