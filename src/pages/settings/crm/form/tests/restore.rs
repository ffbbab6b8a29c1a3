//! What was refused or discarded can be put back; its secret is not shown and goes nowhere else.

use domain::{Check, Crm, Field, Input, Obstacle, SecretEdit, Verdict};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{switched_on, valid, verified},
    form::{Change, Form},
};

const CRM: Crm = Crm::Zendesk;

fn typed() -> Form {
    Form::new(switched_on(verified(CRM)))
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y")
}

/// A form whose typed credentials were refused, and put back.
fn restored() -> Form {
    let typed = typed();
    let refused = typed.saved(&Check::of(Verdict::Rejected));
    let mut form = typed.rebased(&typed, &refused);
    assert_eq!(form.changes(), [], "the refusal took it away");
    form.restore(&typed.after(refused.settings), CRM);
    form
}

#[test]
fn a_refused_pair_comes_back_with_its_secret_and_its_tick() {
    let form = restored();
    assert_eq!(
        form.changes(),
        [
            field(CRM, Field::Email),
            secret(CRM),
            Change::DefaultUser(CRM)
        ]
    );
    assert!(form.is_restored(CRM));
    assert!(form.shows_default_user(CRM));
    let sent = form.sent(CRM);
    assert_eq!(sent.secret, SecretEdit::Replace("typed-token-9z8y".into()));
}

#[test]
fn a_restored_secret_counts_as_missing_for_another_host_or_identity_and_is_not_sent_there() {
    for (one, other) in [
        (Field::Subdomain, "umbrella"),
        (Field::Email, "third@acme.example"),
    ] {
        let form = restored().typing(CRM, one, other);
        assert_eq!(form.obstacles(CRM), [Obstacle::SecretBoundElsewhere(one)]);
        assert!(!form.shows_default_user(CRM));
        assert_eq!(form.sent(CRM).secret, SecretEdit::Keep, "{one:?}");
        let again = form.secret(CRM, "typed-anew-1q2w");
        assert!(!again.is_restored(CRM), "typed anew it is an ordinary one");
        assert!(matches!(again.sent(CRM).secret, SecretEdit::Replace(_)));
    }
}

#[test]
fn it_is_sent_for_the_pair_it_was_typed_for_whatever_happened_in_between() {
    let form = restored()
        .typing(CRM, Field::Email, "third@acme.example")
        .typing(CRM, Field::Email, "Second@acme.example");
    assert_eq!(form.obstacles(CRM), []);
    assert!(matches!(form.sent(CRM).secret, SecretEdit::Replace(_)));
    let accepted = form.rebased(&form, &form.saved(&valid()));
    assert_eq!(accepted.changes(), []);
    assert!(!accepted.is_restored(CRM));
}

#[test]
fn restored_twice_it_is_still_bound_to_what_it_was_typed_for() {
    let wandering = restored().typing(CRM, Field::Subdomain, "umbrella");
    let mut form = Form::new(wandering.stored().clone());
    form.restore(&wandering, CRM);
    assert_eq!(
        form.obstacles(CRM),
        [Obstacle::SecretBoundElsewhere(Field::Subdomain)]
    );
}

#[test]
fn undo_brings_back_all_that_was_discarded() {
    let typed = typed()
        .choosing(Crm::Kustomer)
        .typing(Crm::Kustomer, Field::Subdomain, "umbrella");
    let mut form = Form::new(typed.stored().clone());
    form.restore_all(&typed);
    assert_eq!(form.changes(), typed.changes());
    assert_eq!(form.platform(), Some(Crm::Kustomer));
    assert!(form.is_restored(CRM) && !form.is_restored(Crm::Kustomer));
}

#[test]
fn what_waits_for_a_crm_that_cannot_be_asked_stays_restored() {
    let form = restored();
    let next = form.rebased(&form, &form.saved(&Check::of(Verdict::Unreachable)));
    assert!(next.is_restored(CRM));
    assert!(next.changes().contains(&secret(CRM)));
}

#[test]
fn forgetting_takes_the_secret_alone() {
    let mut form = restored();
    form.forget_restored();
    assert_eq!(form.wanted(CRM).secret, SecretEdit::Keep);
    let email = form.wanted(CRM).fields.get(Field::Email);
    assert_eq!(email, "second@acme.example");
    assert!(!form.has_restored());
}

#[test]
fn a_removal_that_was_discarded_comes_back_as_one() {
    let typed = Form::new(verified(CRM)).removing_secret(CRM);
    let mut form = Form::new(typed.stored().clone());
    form.restore_all(&typed);
    assert_eq!(form.obstacles(CRM), [Obstacle::Missing(Input::Secret)]);
    assert!(!form.is_restored(CRM));
}

#[test]
fn what_was_typed_since_the_refusal_stays() {
    let typed = typed().typing(CRM, Field::Subdomain, "umbrella");
    let refused = typed.saved(&Check::of(Verdict::Rejected));
    let mut form = typed
        .rebased(&typed, &refused)
        .typing(CRM, Field::Email, "third@acme.example")
        .secret(CRM, "typed-since-3e4r");
    form.restore(&typed.after(refused.settings), CRM);
    assert_eq!(
        form.wanted(CRM).fields.get(Field::Email),
        "third@acme.example"
    );
    assert_eq!(form.wanted(CRM).fields.get(Field::Subdomain), "umbrella");
    assert_eq!(
        form.wanted(CRM).secret,
        SecretEdit::Replace("typed-since-3e4r".into())
    );
    assert!(!form.is_restored(CRM));
}

#[test]
fn undo_leaves_alone_what_somebody_else_saved_meanwhile() {
    let typed = Form::new(verified(CRM)).typing(CRM, Field::Email, "second@acme.example");
    let mut theirs = switched_on(verified(CRM));
    theirs.version += 1;
    let panel = theirs.panels.get_mut(&CRM).expect("it is set up");
    panel.fields.set(Field::Subdomain, "umbrella");
    let mut form = Form::new(theirs);
    form.restore_all(&typed);
    assert!(form.wanted(CRM).default_user, "they ticked it");
    assert_eq!(form.wanted(CRM).fields.get(Field::Subdomain), "umbrella");
    assert_eq!(
        form.wanted(CRM).fields.get(Field::Email),
        "second@acme.example"
    );
}

#[test]
fn a_restored_secret_is_not_sent_where_a_part_of_its_address_is_blank() {
    for blank in [Field::Subdomain, Field::Email] {
        let form = restored().typing(CRM, blank, "");
        assert_eq!(form.sent(CRM).secret, SecretEdit::Keep, "{blank:?}");
    }
    let typed = Form::new(verified(Crm::Salesforce))
        .typing(
            Crm::Salesforce,
            Field::LoginUrl,
            "https://one.my.salesforce.com",
        )
        .secret(Crm::Salesforce, "typed-token-9z8y");
    let mut form = Form::new(typed.stored().clone());
    form.restore_all(&typed);
    assert!(form.is_restored(Crm::Salesforce));
    let blank = form.typing(Crm::Salesforce, Field::LoginUrl, "");
    assert_eq!(blank.sent(Crm::Salesforce).secret, SecretEdit::Keep);
}

#[test]
fn typed_back_to_the_saved_pair_the_saved_secret_counts() {
    let stored = switched_on(verified(CRM));
    let typed = Form::new(stored.clone())
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y");
    let mut form = Form::new(stored);
    form.restore_all(&typed);
    let form = form.typing(CRM, Field::Email, "camille@acme.example");
    assert_eq!(form.obstacles(CRM), []);
    assert!(form.shows_default_user(CRM));
    assert_eq!(form.sent(CRM).secret, SecretEdit::Keep);
}
