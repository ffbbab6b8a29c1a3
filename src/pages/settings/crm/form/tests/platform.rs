//! Looking is not switching: what the page may promise of a platform, asked of the rule first.

use domain::{Check, Crm, Field, Settings, Status, Verdict, save::Switch, status};

use crate::pages::settings::crm::{
    fixtures::{admins, checked, linked, switched_on, valid, verified},
    form::{Form, Standing},
};

const LIVE: Crm = Crm::Zendesk;
const OTHER: Crm = Crm::Kustomer;

/// Zendesk live, and that CRM set up beside it.
fn beside(crm: Crm) -> Form {
    let mut settings = verified(LIVE);
    settings.panels.extend(verified(crm).panels);
    Form::new(settings)
}

#[test]
fn from_none_every_platform_is_live_with_the_next_save() {
    let form = Form::new(Settings::default());
    assert_eq!(form.standing(OTHER), Standing::Unchosen);
    let form = form.choosing(OTHER);
    assert_eq!(form.standing(OTHER), Standing::Live);
    assert_eq!(form.standing(LIVE), Standing::Unchosen);
    assert_eq!(form.switch(), Switch::Saved);
}

#[test]
fn a_panel_beside_the_live_one_is_only_looked_at() {
    let empty = Form::new(verified(LIVE));
    assert_eq!(empty.standing(LIVE), Standing::Live);
    assert_eq!(empty.standing(OTHER), Standing::Aside { is_ready: false });
    let ready = beside(OTHER);
    assert_eq!(ready.standing(OTHER), Standing::Aside { is_ready: true });
    assert_eq!(ready.switch(), Switch::Stays);
}

#[test]
fn a_ready_one_is_asked_about_and_one_that_is_not_ready_is_not() {
    let ready = beside(OTHER).choosing(OTHER);
    assert_eq!(ready.standing(OTHER), Standing::Next);
    assert_eq!(
        ready.switch(),
        Switch::Leaves {
            old: LIVE,
            new: OTHER
        }
    );
    let empty = Form::new(verified(LIVE)).choosing(OTHER);
    assert_eq!(empty.standing(OTHER), Standing::NotYet(LIVE));
    let typed = empty.setting_up(OTHER);
    assert_eq!(typed.standing(OTHER), Standing::Next, "as one types");
}

#[test]
fn salesforce_is_not_ready_before_an_administrator_is_linked() {
    let crm = Crm::Salesforce;
    let with = |links| {
        let mut settings = verified(LIVE);
        settings.panels.extend(admins(links).panels);
        Form::new(settings).choosing(crm)
    };
    assert_eq!(with(Vec::new()).standing(crm), Standing::NotYet(LIVE));
    let camille = vec![linked("camille", "Camille Roy")];
    assert_eq!(with(camille.clone()).standing(crm), Standing::Next);
    let moved = with(camille).typing(crm, Field::OrgId, "00Dam00000Uo32q");
    assert_eq!(
        moved.standing(crm),
        Standing::NotYet(LIVE),
        "saving that ends every link"
    );
}

#[test]
fn a_live_one_that_does_not_work_is_left_without_a_question() {
    let refused = checked(LIVE, Check::of(Verdict::Rejected));
    let form = Form::new(refused).choosing(OTHER);
    assert_eq!(form.switch(), Switch::Saved);
    assert_eq!(form.standing(OTHER), Standing::Next);
}

#[test]
fn after_a_save_that_could_not_switch_the_live_one_is_chosen_again() {
    let form =
        Form::new(verified(LIVE))
            .choosing(OTHER)
            .typing(OTHER, Field::Subdomain, "umbrella");
    let next = form.rebased(&form, &form.saved(&valid()));
    assert_eq!(next.platform(), Some(LIVE));
    assert_eq!(next.changes(), [], "its fields are saved");
    assert_eq!(next.wanted(OTHER).fields.get(Field::Subdomain), "umbrella");
}

#[test]
fn taking_away_what_the_live_platform_lives_on_strands_its_records() {
    let form = Form::new(switched_on(verified(LIVE)));
    assert!(!form.strands(LIVE));
    assert!(form.clone().removing_secret(LIVE).strands(LIVE));
    assert!(form.typing(LIVE, Field::Email, "").strands(LIVE));
    let aside = beside(OTHER).removing_secret(OTHER);
    assert!(!aside.strands(OTHER), "no record goes there");
}

#[test]
fn what_is_malformed_stays_behind_and_strands_nothing() {
    let form = Form::new(switched_on(verified(LIVE))).typing(LIVE, Field::Email, "camille roy");
    assert!(!form.strands(LIVE), "the stored user goes on acting");
    assert_eq!(status(LIVE, &form.accepted(LIVE)), Status::Verified);
    let typed = Form::new(verified(LIVE))
        .choosing(OTHER)
        .setting_up(OTHER)
        .typing(OTHER, Field::Subdomain, "um brella!");
    assert_eq!(typed.standing(OTHER), Standing::NotYet(LIVE));
    let ready = beside(OTHER).choosing(OTHER);
    let typed = ready.typing(OTHER, Field::Subdomain, "um brella!");
    assert_eq!(
        typed.standing(OTHER),
        Standing::NotYet(LIVE),
        "nobody switches to what he did not type"
    );
}

#[test]
fn a_panel_whose_key_is_removed_offers_no_switch() {
    let removed = beside(OTHER).removing_secret(OTHER);
    assert_eq!(removed.standing(OTHER), Standing::Aside { is_ready: false });
    let malformed = beside(OTHER).typing(OTHER, Field::Subdomain, "um brella!");
    assert_eq!(
        malformed.standing(OTHER),
        Standing::Aside { is_ready: false }
    );
}

#[test]
fn ending_every_link_of_the_live_platform_strands_its_records() {
    let crm = Crm::Salesforce;
    let form = Form::new(admins(vec![linked("camille", "Camille Roy")]));
    let moved = form.typing(crm, Field::OrgId, "00Dam00000Uo32q");
    assert!(moved.strands(crm));
}

#[test]
fn records_that_go_elsewhere_with_the_same_save_do_not_wait() {
    let form = beside(OTHER).choosing(OTHER).removing_secret(LIVE);
    assert!(!form.strands(LIVE));
}

#[test]
fn unlinking_strands_only_with_the_last_one_that_works() {
    let two = admins(vec![
        linked("camille", "Camille Roy"),
        linked("noor", "Noor Haddad"),
    ]);
    assert!(!Form::new(two).unlink_strands("camille"));
    let one = admins(vec![linked("camille", "Camille Roy")]);
    assert!(Form::new(one.clone()).unlink_strands("camille"));
    let aside = Settings {
        agent_platform: None,
        ..one
    };
    assert!(!Form::new(aside).unlink_strands("camille"));
}
