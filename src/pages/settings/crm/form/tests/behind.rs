//! Nobody was asked, so nothing was refused: a malformed tuple stays in the draft, the rest is sent.

use domain::{Code, Crm, Field, Input, SecretEdit, save::Switch};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{switched_on, valid, verified},
    form::{Change, Form},
};

/// What people type and do not mean.
const SLIPS: [(Crm, Field, &str); 3] = [
    (Crm::Dynamics, Field::Tenant, "contoso"),
    (Crm::Zendesk, Field::Email, "camille roy"),
    (Crm::Kustomer, Field::Subdomain, "acme.evil.example"),
];

#[test]
fn a_malformed_tuple_stays_behind_with_its_secret_and_its_box_and_the_rest_is_sent() {
    for (crm, slip, text) in SLIPS {
        let session = if crm == Crm::Zendesk {
            "3600"
        } else {
            "session"
        };
        let form = Form::new(verified(crm))
            .typing(crm, slip, text)
            .secret(crm, "typed-token-9z8y")
            .toggling(crm)
            .typing(crm, Field::SessionField, session);
        let (sent, behind) = form.sendable();
        assert_eq!(behind.len(), 1, "{crm:?}");
        assert_eq!((behind[0].crm, behind[0].input), (crm, Input::Field(slip)));
        assert_eq!(sent.changes(), [field(crm, Field::SessionField)]);
        assert_eq!(
            sent.wanted(crm).secret,
            SecretEdit::Keep,
            "it does not travel"
        );
        let next = form.rebased(&sent, &sent.saved(&valid()));
        assert_eq!(
            next.changes(),
            [field(crm, slip), secret(crm), Change::DefaultUser(crm)],
            "all of it is still in the draft"
        );
        assert_eq!(next.wanted(crm).fields.get(slip), text);
        let saved = next.stored_panel(crm);
        assert_eq!(saved.fields.get(Field::SessionField), session);
    }
}

#[test]
fn a_box_that_is_on_stays_on_beside_a_malformed_field() {
    for (crm, slip, text) in SLIPS {
        let form = Form::new(switched_on(verified(crm)))
            .typing(crm, slip, text)
            .secret(crm, "typed-token-9z8y")
            .typing(Crm::Salesforce, Field::OrgName, "Acme");
        let (sent, _) = form.sendable();
        let next = form.rebased(&sent, &sent.saved(&valid()));
        assert!(next.stored_panel(crm).default_user, "{crm:?}");
    }
}

#[test]
fn unticking_beside_a_malformed_field_is_sent() {
    let crm = Crm::Zendesk;
    let form = Form::new(switched_on(verified(crm))).toggling(crm).typing(
        crm,
        Field::Subdomain,
        "acme.evil.example",
    );
    let (sent, _) = form.sendable();
    assert_eq!(sent.changes(), [Change::DefaultUser(crm)]);
}

#[test]
fn a_key_that_stays_malformed_stays_behind() {
    let crm = Crm::Kustomer;
    let form = Form::new(verified(crm)).secret(crm, "two words");
    let (sent, behind) = form.sendable();
    assert_eq!(behind[0].code, Code::SecretInvalid);
    assert_eq!(behind[0].entered, None);
    assert_eq!(sent.changes(), []);
}

#[test]
fn a_well_formed_draft_is_sent_whole() {
    let crm = Crm::Zendesk;
    let form = Form::new(verified(crm))
        .typing(crm, Field::Email, "second@acme.example")
        .secret(crm, "typed-token-9z8y");
    let (sent, behind) = form.sendable();
    assert!(behind.is_empty());
    assert_eq!(sent, form);
}

#[test]
fn nobody_switches_to_a_platform_whose_typed_credentials_stay_behind() {
    let form = Form::new(verified(Crm::Zendesk))
        .choosing(Crm::Kustomer)
        .setting_up(Crm::Kustomer)
        .typing(Crm::Kustomer, Field::Subdomain, "acme.evil.example");
    let (sent, _) = form.sendable();
    assert_eq!(sent.switch(), Switch::Stays);
    let next = form.rebased(&sent, &sent.saved(&valid()));
    assert_eq!(next.platform(), Some(Crm::Kustomer), "the wish stays");
}
