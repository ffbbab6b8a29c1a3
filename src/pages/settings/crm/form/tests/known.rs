//! What is newly known of the connections changes the snapshot and leaves the draft alone.

use domain::{Check, Crm, Field, Health, LinkState, Settings, Status, Verdict, status};

use super::field;
use crate::pages::settings::crm::{
    fixtures::{linked, valid, verified},
    form::Form,
};

const CRM: Crm = Crm::Zendesk;

/// The settings, with another last word of that CRM.
fn said(crm: Crm, check: Check) -> Settings {
    let mut settings = verified(crm);
    let health = Health {
        check,
        checked_at: 1,
    };
    settings.panels.entry(crm).or_default().health = Some(health);
    settings
}

#[test]
fn a_refusal_that_becomes_known_is_shown_and_what_is_typed_stays() {
    let form = Form::new(verified(CRM)).typing(CRM, Field::SessionField, "3600");
    let known = said(CRM, Check::of(Verdict::Rejected));
    let next = form.knowing(&known).expect("it is news");
    assert_eq!(status(CRM, &next.stored_panel(CRM)), Status::NeedsAttention);
    assert_eq!(next.changes(), [field(CRM, Field::SessionField)]);
    assert_eq!(next.knowing(&known), None, "once is enough");
}

#[test]
fn what_is_known_of_another_version_says_nothing_of_this_one() {
    let form = Form::new(verified(CRM));
    let mut known = said(CRM, Check::of(Verdict::Rejected));
    known.version = 8;
    assert_eq!(form.knowing(&known), None);
}

#[test]
fn a_new_link_frees_the_boxes_and_a_dead_one_passes_the_work_on() {
    let crm = Crm::Salesforce;
    let form = Form::new(verified(crm)).typing(crm, Field::OrgName, "Acme Europe");
    let mut dead = linked("camille", "Camille Roy");
    dead.state = LinkState::NeedsRelinking;
    let mut known = said(crm, valid());
    known.panels.entry(crm).or_default().links = vec![dead, linked("noor", "Noor Haddad")];
    let next = form.knowing(&known).expect("it is news");
    assert_eq!(
        next.acts_as(crm).map(|user| user.name).as_deref(),
        Some("Noor Haddad")
    );
    assert_eq!(next.changes(), [field(crm, Field::OrgName)]);
}
