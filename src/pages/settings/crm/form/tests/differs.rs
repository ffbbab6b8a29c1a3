//! Dirty is derived: the draft against the snapshot.

use domain::{Crm, Field, SecretEdit, Settings};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{switched_on, verified},
    form::{Change, Form},
};

#[test]
fn an_untouched_form_is_clean_for_every_crm() {
    for crm in Crm::ALL {
        for settings in [
            Settings::default(),
            verified(crm),
            switched_on(verified(crm)),
        ] {
            let form = Form::new(settings);
            assert_eq!(form.changes(), [], "{crm:?}");
            assert!(form.draft(None).panels.is_empty());
        }
    }
}

#[test]
fn a_crm_is_asked_about_credentials_and_not_about_other_settings() {
    let form = Form::new(verified(Crm::Zendesk));
    let other = form
        .clone()
        .typing(Crm::Zendesk, Field::SessionField, "360001");
    assert!(!other.asks(Crm::Zendesk));
    let new = form.secret(Crm::Zendesk, "typed-token-9z8y");
    assert!(new.asks(Crm::Zendesk) && !new.asks(Crm::Kustomer));
}

#[test]
fn typing_a_value_back_makes_the_page_clean_again() {
    for crm in Crm::ALL {
        for &one in crm.fields() {
            let form = Form::new(verified(crm));
            if form.hidden(crm) == Some(one) {
                continue;
            }
            let before = form.wanted(crm).fields.get(one).to_owned();
            let form = form.typing(crm, one, "other");
            assert!(form.changes().contains(&field(crm, one)), "{crm:?} {one:?}");
            assert_eq!(form.typing(crm, one, &before).changes(), []);
        }
    }
}

#[test]
fn choosing_the_saved_platform_again_makes_the_page_clean_again() {
    let form = Form::new(verified(Crm::Zendesk)).choosing(Crm::Kustomer);
    assert_eq!(form.changes(), [Change::Platform]);
    assert_eq!(form.choosing(Crm::Zendesk).changes(), []);
}

#[test]
fn ticking_and_unticking_makes_the_page_clean_again() {
    let form = Form::new(verified(Crm::Zendesk)).toggling(Crm::Zendesk);
    assert_eq!(form.changes(), [Change::DefaultUser(Crm::Zendesk)]);
    assert_eq!(form.toggling(Crm::Zendesk).changes(), []);
}

#[test]
fn changes_come_in_the_order_of_the_page_whatever_was_touched_first() {
    let form = Form::new(verified(Crm::Zendesk))
        .toggling(Crm::Zendesk)
        .secret(Crm::Zendesk, "typed-token-9z8y")
        .typing(Crm::Zendesk, Field::SessionField, "360012345678")
        .typing(Crm::Zendesk, Field::Email, "second@acme.example")
        .typing(Crm::Kustomer, Field::Subdomain, "umbrella")
        .choosing(Crm::Kustomer);
    assert_eq!(
        form.changes(),
        [
            Change::Platform,
            field(Crm::Kustomer, Field::Subdomain),
            field(Crm::Zendesk, Field::Email),
            field(Crm::Zendesk, Field::SessionField),
            secret(Crm::Zendesk),
            Change::DefaultUser(Crm::Zendesk),
        ]
    );
}

#[test]
fn replace_that_is_still_blank_is_no_new_secret() {
    let form = Form::new(verified(Crm::Zendesk));
    for blank in ["", "  ", "\u{200b}"] {
        assert_eq!(form.clone().secret(Crm::Zendesk, blank).changes(), []);
    }
    let typed = form.secret(Crm::Zendesk, "t");
    assert_eq!(typed.changes(), [secret(Crm::Zendesk)]);
    assert_eq!(typed.keeping_secret(Crm::Zendesk).changes(), []);
}

#[test]
fn removing_a_secret_and_undoing_it_makes_the_page_clean_again() {
    let form = Form::new(verified(Crm::Zendesk)).removing_secret(Crm::Zendesk);
    assert_eq!(form.changes(), [secret(Crm::Zendesk)]);
    assert_eq!(form.keeping_secret(Crm::Zendesk).changes(), []);
}

#[test]
fn where_no_secret_is_kept_typing_and_emptying_is_no_edit() {
    let form = Form::new(Settings::default())
        .secret(Crm::Kustomer, "key")
        .secret(Crm::Kustomer, "");
    assert_eq!(form.wanted(Crm::Kustomer).secret, SecretEdit::Keep);
    assert_eq!(form.changes(), []);
    let form = form.removing_secret(Crm::Kustomer);
    assert_eq!(form.changes(), [], "there is nothing to remove");
}

#[test]
fn only_panels_that_differ_are_sent_and_these_whole() {
    let form = Form::new(verified(Crm::Zendesk))
        .choosing(Crm::Kustomer)
        .typing(Crm::Zendesk, Field::SessionField, "360012345678");
    let draft = form.draft(Some(Crm::Zendesk));
    assert_eq!(draft.agent_platform, Some(Crm::Kustomer));
    let sent: Vec<_> = draft.panels.keys().copied().collect();
    assert_eq!(sent, [Crm::Zendesk]);
    let panel = &draft.panels[&Crm::Zendesk];
    assert!(panel.save_unverified);
    assert_eq!(panel.secret, SecretEdit::Keep);
    assert_eq!(panel.default_user, Some(false));
    for field in Crm::Zendesk.fields() {
        assert!(panel.fields.names(*field), "{field:?}");
    }
}
