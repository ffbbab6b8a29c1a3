//! Somebody else saved meanwhile: my changes stay, the rest is theirs.

use domain::{Crm, Field, SecretEdit, Settings};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{switched_on, valid, verified},
    form::{Change, Form},
};

const CRM: Crm = Crm::Zendesk;

/// The settings after somebody else saved that form.
fn theirs(form: &Form) -> Settings {
    form.saved(&valid()).settings
}

#[test]
fn my_changes_stay_and_theirs_come() {
    let base = Form::new(verified(CRM));
    let current = theirs(
        &base
            .clone()
            .typing(CRM, Field::SessionField, "360012345678")
            .typing(Crm::Kustomer, Field::Subdomain, "umbrella"),
    );
    let mine = base
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y")
        .over(current.clone());
    assert_eq!(mine.stored(), &current);
    assert_eq!(mine.changes(), [field(CRM, Field::Email), secret(CRM)]);
    let session_field = mine.wanted(CRM).fields.get(Field::SessionField);
    assert_eq!(session_field, "360012345678");
    let subdomain = mine.wanted(Crm::Kustomer).fields.get(Field::Subdomain);
    assert_eq!(subdomain, "umbrella");
}

#[test]
fn where_both_changed_the_same_field_mine_stays_in_the_draft() {
    let base = Form::new(verified(CRM));
    let current = theirs(&base.clone().typing(CRM, Field::SessionField, "1"));
    let mine = base.typing(CRM, Field::SessionField, "2").over(current);
    assert_eq!(mine.changes(), [field(CRM, Field::SessionField)]);
    assert_eq!(mine.wanted(CRM).fields.get(Field::SessionField), "2");
}

#[test]
fn where_both_did_the_same_nothing_is_left_to_save() {
    let base = Form::new(verified(CRM));
    let change = |form: Form| {
        form.typing(CRM, Field::SessionField, "360012345678")
            .toggling(CRM)
            .choosing(Crm::Kustomer)
            .setting_up(Crm::Kustomer)
            .keeping_secret(Crm::Kustomer)
    };
    let current = theirs(&change(base.clone()));
    let mine = change(base).over(current);
    assert_eq!(
        mine.changes(),
        [Change::Platform],
        "only the switch to a platform that is not set up was not saved"
    );
}

#[test]
fn a_secret_that_both_removed_is_not_removed_twice() {
    let base = Form::new(verified(CRM)).removing_secret(CRM);
    let current = theirs(&base);
    let mine = base.over(current);
    assert_eq!(mine.changes(), []);
    assert_eq!(mine.wanted(CRM).secret, SecretEdit::Keep);
}

#[test]
fn their_platform_comes_unless_i_chose_one_too() {
    let base = Form::new(Settings::default());
    let current = theirs(&base.clone().choosing(Crm::Kustomer));
    let untouched = base.clone().over(current.clone());
    assert_eq!(untouched.platform(), Some(Crm::Kustomer));
    assert_eq!(untouched.changes(), []);
    let mine = base.choosing(Crm::Dynamics).over(current);
    assert_eq!(mine.platform(), Some(Crm::Dynamics));
    assert_eq!(mine.changes(), [Change::Platform]);
}

#[test]
fn unticking_stays_mine_over_their_new_credentials() {
    let base = Form::new(switched_on(verified(CRM)));
    let current = theirs(&base.clone().secret(CRM, "their-token-5t6u"));
    let mine = base.toggling(CRM).over(current);
    assert_eq!(mine.changes(), [Change::DefaultUser(CRM)]);
    assert!(!mine.shows_default_user(CRM));
}
