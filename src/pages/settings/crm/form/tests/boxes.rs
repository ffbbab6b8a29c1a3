//! Shown = wanted and available: the wish outlives what makes it impossible for a while.

use domain::{Crm, Field, Input, Obstacle, Settings};

use super::field;
use crate::pages::settings::crm::{
    fixtures::{switched_on, tuple, verified},
    form::{Change, Form},
};

/// The CRMs whose credentials are typed; Salesforce's boxes go by its links.
const TYPED: [Crm; 3] = [Crm::Kustomer, Crm::Dynamics, Crm::Zendesk];

#[test]
fn emptying_any_field_of_the_tuple_unticks_the_box_and_restoring_it_ticks_it_again() {
    for crm in TYPED {
        for (one, before) in tuple(crm).iter() {
            let form = Form::new(switched_on(verified(crm)));
            assert!(form.shows_default_user(crm));
            let form = form.typing(crm, one, "");
            assert_eq!(
                form.obstacles(crm),
                [Obstacle::Missing(Input::Field(one))],
                "{crm:?} {one:?}"
            );
            assert!(!form.shows_default_user(crm));
            assert_eq!(
                form.changes(),
                [field(crm, one), Change::DefaultUser(crm)],
                "the save bar names both"
            );
            let form = form.typing(crm, one, before);
            assert!(form.shows_default_user(crm));
            assert_eq!(form.changes(), []);
        }
    }
}

/// Another value that could be.
fn another(field: Field) -> &'static str {
    match field {
        Field::Email => "second@acme.example",
        Field::Tenant => "umbrella.example",
        Field::Organisation => "umbrella.crm.dynamics.com",
        Field::AppId => "3f2504e0-4f89-41d3-9a0c-0305e82c3302",
        _ => "umbrella",
    }
}

#[test]
fn a_malformed_value_takes_no_tick_away_and_is_all_that_the_save_bar_names() {
    for (crm, slip, text) in [
        (Crm::Dynamics, Field::Tenant, "contoso"),
        (Crm::Zendesk, Field::Email, "camille roy"),
        (Crm::Kustomer, Field::Subdomain, "acme.evil.example"),
    ] {
        let form = Form::new(switched_on(verified(crm))).typing(crm, slip, text);
        assert!(form.shows_default_user(crm), "{crm:?}");
        assert_eq!(form.changes(), [field(crm, slip)]);
    }
}

#[test]
fn a_kept_secret_counts_as_missing_while_it_was_entered_for_another_identity() {
    for crm in TYPED {
        for (one, before) in tuple(crm).iter() {
            let form = Form::new(switched_on(verified(crm))).typing(crm, one, another(one));
            assert_eq!(form.obstacles(crm), [Obstacle::SecretBoundElsewhere(one)]);
            assert!(!form.shows_default_user(crm));
            let typed = form.clone().secret(crm, "typed-token-9z8y");
            assert!(typed.shows_default_user(crm), "a new secret cures it");
            assert!(form.typing(crm, one, before).shows_default_user(crm));
        }
    }
}

#[test]
fn replace_greys_the_box_until_something_is_typed_and_takes_neither_tick_nor_token_away() {
    let crm = Crm::Zendesk;
    let form = Form::new(switched_on(verified(crm))).secret(crm, "");
    assert_eq!(form.obstacles(crm), [Obstacle::NewSecretBlank]);
    assert!(form.shows_default_user(crm), "greyed, and still ticked");
    assert_eq!(form.clone().toggling(crm), form);
    assert_eq!(form.changes(), [], "the save bar lists nothing for it");
    assert!(form.clone().secret(crm, "t").shows_default_user(crm));
    assert!(form.keeping_secret(crm).shows_default_user(crm));
}

#[test]
fn removing_the_secret_unticks_the_box_and_undo_brings_both_back() {
    let crm = Crm::Kustomer;
    let form = Form::new(switched_on(verified(crm))).removing_secret(crm);
    assert_eq!(form.obstacles(crm), [Obstacle::Missing(Input::Secret)]);
    assert!(!form.shows_default_user(crm));
    let form = form.keeping_secret(crm);
    assert!(form.shows_default_user(crm));
    assert_eq!(form.changes(), []);
}

#[test]
fn a_click_on_an_unavailable_box_changes_nothing_not_even_the_wish() {
    for crm in Crm::ALL {
        let form = Form::new(Settings::default());
        assert_eq!(form.clone().toggling(crm), form, "{crm:?}");
    }
    for crm in TYPED {
        let wish = Form::new(switched_on(verified(crm))).removing_secret(crm);
        assert_eq!(wish.clone().toggling(crm), wish, "{crm:?}");
    }
}

#[test]
fn everything_missing_is_named_in_the_order_of_the_page() {
    let form = Form::new(Settings::default());
    let missing: Vec<_> = [Field::Tenant, Field::Organisation, Field::AppId]
        .map(Input::Field)
        .into_iter()
        .chain([Input::Secret])
        .map(Obstacle::Missing)
        .collect();
    assert_eq!(form.obstacles(Crm::Dynamics), missing);
}

#[test]
fn a_wish_that_cannot_be_shown_yet_is_not_dirty() {
    let crm = Crm::Zendesk;
    let form = Form::new(Settings::default())
        .setting_up(crm)
        .toggling(crm)
        .typing(crm, Field::Subdomain, "")
        .typing(crm, Field::Email, "")
        .secret(crm, "");
    assert_eq!(form.changes(), []);
    assert!(
        form.setting_up(crm).shows_default_user(crm),
        "the wish is back"
    );
}
