//! The draft over what a save left: every verdict, and what was typed while it ran.

use domain::{Check, Crm, Field, SecretEdit, Settings, Verdict};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{switched_on, valid, verified},
    form::{Change, Form},
};

const CRM: Crm = Crm::Zendesk;

/// The form after it was saved and nothing was typed meanwhile.
fn after(form: &Form, verdict: Verdict) -> Form {
    form.rebased(form, &form.saved(&Check::of(verdict)))
}

#[test]
fn an_accepted_save_leaves_a_clean_page_for_every_crm() {
    for crm in Crm::ALL {
        let form = Form::new(Settings::default())
            .choosing(crm)
            .setting_up(crm)
            .toggling(crm);
        let next = after(&form, Verdict::Valid);
        assert_eq!(next.changes(), [], "{crm:?}");
        assert_eq!(next.platform(), Some(crm));
        let is_free = !crm.has_links();
        assert_eq!(
            next.shows_default_user(crm),
            is_free,
            "or it waits for a link"
        );
        assert_eq!(next.wanted(crm).secret, SecretEdit::Keep);
    }
}

#[test]
fn what_the_server_spells_otherwise_is_shown_its_way_and_is_clean() {
    let form = Form::new(verified(CRM))
        .typing(CRM, Field::Subdomain, " ACME.zendesk.com ")
        .typing(CRM, Field::SessionField, " 360012345678 ");
    let next = after(&form, Verdict::Valid);
    assert_eq!(next.changes(), []);
    assert_eq!(next.wanted(CRM).fields.get(Field::Subdomain), "acme");
    let session_field = next.wanted(CRM).fields.get(Field::SessionField);
    assert_eq!(session_field, "360012345678");
}

#[test]
fn what_was_typed_while_a_save_ran_stays_dirty_over_the_new_snapshot() {
    let sent = Form::new(verified(CRM))
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y");
    let now = sent
        .clone()
        .typing(CRM, Field::SessionField, "360012345678")
        .typing(Crm::Kustomer, Field::Subdomain, "umbrella")
        .choosing(Crm::Kustomer);
    let next = now.rebased(&sent, &sent.saved(&valid()));
    assert_eq!(
        next.changes(),
        [
            Change::Platform,
            field(Crm::Kustomer, Field::Subdomain),
            field(CRM, Field::SessionField),
        ]
    );
    assert_eq!(next.stored().version, 8);
}

#[test]
fn a_refused_field_that_was_left_while_the_crm_was_asked_reverts_all_the_same() {
    let sent = Form::new(verified(CRM))
        .typing(CRM, Field::Subdomain, " Other.zendesk.com ")
        .secret(CRM, "typed-token-9z8y");
    let left = sent.clone().typing(CRM, Field::Subdomain, "other");
    let refused = sent.saved(&Check::of(Verdict::Rejected));
    assert_eq!(left.rebased(&sent, &refused).changes(), []);
}

#[test]
fn a_secret_typed_further_while_a_save_ran_is_still_being_replaced() {
    let sent = Form::new(verified(CRM)).secret(CRM, "typed-token-9z8y");
    let now = sent.clone().secret(CRM, "typed-token-9z8y-and-more");
    let next = now.rebased(&sent, &sent.saved(&valid()));
    assert_eq!(next.changes(), [secret(CRM)]);
    let typed = SecretEdit::Replace("typed-token-9z8y-and-more".into());
    assert_eq!(next.wanted(CRM).secret, typed);
}

#[test]
fn a_removal_asked_for_while_the_removal_was_saved_is_done_with() {
    let sent = Form::new(verified(CRM)).removing_secret(CRM);
    let now = sent.clone().keeping_secret(CRM).removing_secret(CRM);
    let next = now.rebased(&sent, &sent.saved(&valid()));
    assert_eq!(next.changes(), []);
}

#[test]
fn a_refused_tuple_reverts_and_the_rest_is_saved() {
    for verdict in [
        Verdict::Rejected,
        Verdict::NotAdmin,
        Verdict::WrongAccount,
        Verdict::NotFound,
    ] {
        let form = Form::new(switched_on(verified(CRM)))
            .typing(CRM, Field::Email, "second@acme.example")
            .secret(CRM, "typed-token-9z8y")
            .typing(CRM, Field::SessionField, "360012345678");
        let next = after(&form, verdict);
        assert_eq!(next.changes(), [], "{verdict:?}");
        let fields = &next.wanted(CRM).fields;
        assert_eq!(fields.get(Field::Email), "camille@acme.example");
        assert_eq!(fields.get(Field::SessionField), "360012345678");
        assert_eq!(next.wanted(CRM).secret, SecretEdit::Keep);
        assert!(!next.shows_default_user(CRM), "the box is unticked");
    }
}

#[test]
fn a_tuple_that_could_not_be_checked_stays_typed_and_the_rest_is_saved() {
    for verdict in [
        Verdict::Unreachable,
        Verdict::RateLimited,
        Verdict::Unverified,
    ] {
        let form = Form::new(verified(CRM))
            .typing(CRM, Field::Email, "second@acme.example")
            .secret(CRM, "typed-token-9z8y")
            .typing(CRM, Field::SessionField, "360012345678");
        let next = after(&form, verdict);
        let waiting = [field(CRM, Field::Email), secret(CRM)];
        assert_eq!(next.changes(), waiting, "{verdict:?}");
        assert_eq!(next.wanted(CRM).secret, form.wanted(CRM).secret);
    }
}

#[test]
fn a_kept_secret_that_must_be_typed_again_leaves_the_new_identity_typed() {
    let form = Form::new(switched_on(verified(CRM))).typing(CRM, Field::Email, "b@acme.example");
    let next = after(&form, Verdict::Valid);
    assert_eq!(
        next.changes(),
        [field(CRM, Field::Email), Change::DefaultUser(CRM)]
    );
    assert!(next.stored_panel(CRM).default_user, "as stored before");
}

#[test]
fn the_wish_to_turn_the_box_on_waits_until_the_crm_can_be_asked() {
    let form = Form::new(verified(CRM)).toggling(CRM);
    let next = after(&form, Verdict::Unreachable);
    assert_eq!(next.changes(), [Change::DefaultUser(CRM)]);
    assert!(next.shows_default_user(CRM));
    assert_eq!(after(&next, Verdict::Valid).changes(), []);
    assert_eq!(after(&next, Verdict::Rejected).changes(), []);
}

#[test]
fn the_wish_for_a_platform_waits_only_while_its_credentials_could_not_be_checked() {
    let form = Form::new(verified(CRM))
        .choosing(Crm::Kustomer)
        .setting_up(Crm::Kustomer);
    let waits = after(&form, Verdict::Unreachable);
    assert_eq!(waits.platform(), Some(Crm::Kustomer));
    assert!(waits.changes().contains(&Change::Platform));
    let refused = after(&form, Verdict::Rejected);
    assert_eq!(refused.platform(), Some(CRM));
    assert_eq!(refused.changes(), []);
    let missing = after(
        &Form::new(verified(CRM)).choosing(Crm::Kustomer),
        Verdict::Valid,
    );
    assert_eq!(missing.platform(), Some(CRM));
}

#[test]
fn a_box_toggled_while_a_save_ran_keeps_its_newer_wish() {
    let sent = Form::new(verified(CRM)).toggling(CRM);
    let now = sent.clone().toggling(CRM);
    let next = now.rebased(&sent, &sent.saved(&valid()));
    assert!(next.stored_panel(CRM).default_user);
    assert_eq!(next.changes(), [Change::DefaultUser(CRM)]);
}
