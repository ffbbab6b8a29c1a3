//! Zendesk's two kinds of credential: each one finds what was typed for it.

use domain::{CredentialKind, Crm, Field, Input, Obstacle, SecretEdit, Settings};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{switched_on, valid, verified},
    form::{Change, Form},
};

const CRM: Crm = Crm::Zendesk;
const CLIENT: CredentialKind = CredentialKind::OAuthClient;
const TOKEN: CredentialKind = CredentialKind::ApiToken;

fn kind(mut form: Form, kind: CredentialKind) -> Form {
    form.set_kind(kind);
    form
}

#[test]
fn another_kind_asks_for_its_own_identity_and_secret_and_back_all_is_as_it_was() {
    let form = Form::new(switched_on(verified(CRM)));
    let client = kind(form.clone(), CLIENT);
    assert_eq!(
        client.obstacles(CRM),
        [Field::ClientId]
            .map(Input::Field)
            .into_iter()
            .chain([Input::Secret])
            .map(Obstacle::Missing)
            .collect::<Vec<_>>()
    );
    assert!(!client.shows_default_user(CRM));
    assert_eq!(client.kept_secret(CRM), None, "the token is no client's");
    let back = kind(client, TOKEN);
    assert!(back.shows_default_user(CRM));
    assert_eq!(back.changes(), []);
    assert_eq!(back, form);
}

#[test]
fn what_was_typed_for_one_kind_comes_back_with_it_and_is_not_sent_with_the_other() {
    let form = Form::new(verified(CRM))
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y");
    let client = kind(form.clone(), CLIENT)
        .typing(CRM, Field::ClientId, "portal")
        .secret(CRM, "typed-client-secret");
    assert_eq!(
        client.changes(),
        [
            field(CRM, Field::CredentialKind),
            field(CRM, Field::ClientId),
            secret(CRM)
        ]
    );
    let sent = client.sent(CRM);
    assert_eq!(sent.fields.get(Field::Email), "camille@acme.example");
    let back = kind(client.clone(), TOKEN);
    assert_eq!(back.wanted(CRM).secret, form.wanted(CRM).secret);
    assert_eq!(back.changes(), form.changes());
    let again = kind(back, CLIENT);
    assert_eq!(again.wanted(CRM), client.wanted(CRM));
}

#[test]
fn a_saved_client_is_kept_as_one_and_leaves_a_clean_page() {
    let form = kind(Form::new(verified(CRM)), CLIENT)
        .typing(CRM, Field::ClientId, "portal")
        .secret(CRM, "typed-client-secret");
    let next = form.rebased(&form, &form.saved(&valid()));
    assert_eq!(next.changes(), []);
    assert_eq!(next.kind(CRM), CLIENT);
    assert!(next.kept_secret(CRM).is_some());
    let token = kind(next, TOKEN);
    assert_eq!(token.kept_secret(CRM), None);
    assert_eq!(token.changes(), [field(CRM, Field::CredentialKind)]);
}

#[test]
fn a_removal_is_no_edit_where_the_other_kind_s_secret_is_kept() {
    let form = kind(Form::new(verified(CRM)), CLIENT).removing_secret(CRM);
    assert_eq!(form.wanted(CRM).secret, SecretEdit::Keep);
}

#[test]
fn the_first_kind_chosen_on_an_empty_panel_is_no_change() {
    let form = kind(kind(Form::new(Settings::default()), CLIENT), TOKEN);
    assert_eq!(form.changes(), [] as [Change; 0]);
}

#[test]
fn undo_brings_back_both_kinds_secrets_and_shows_neither() {
    let typed = Form::new(verified(CRM))
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y");
    let typed = kind(typed, CLIENT)
        .typing(CRM, Field::ClientId, "portal")
        .secret(CRM, "typed-client-secret");
    let mut form = Form::new(typed.stored().clone());
    form.restore_all(&typed);
    assert!(form.is_restored(CRM));
    assert_eq!(form.wanted(CRM), typed.wanted(CRM));
    let mut token = kind(form, TOKEN);
    assert!(token.is_restored(CRM), "it is not shown either");
    let sent = token.sent(CRM).secret;
    assert_eq!(sent, SecretEdit::Replace("typed-token-9z8y".into()));
    token.forget_restored();
    assert!(!token.has_restored());
    assert_eq!(kind(token, CLIENT).wanted(CRM).secret, SecretEdit::Keep);
}

#[test]
fn a_refused_kind_leaves_the_other_kind_s_typed_secret_where_it_belongs() {
    let typed = Form::new(verified(CRM)).secret(CRM, "typed-token-9z8y");
    let typed = kind(typed, CLIENT)
        .typing(CRM, Field::ClientId, "portal")
        .secret(CRM, "typed-client-secret");
    let refused = typed.saved(&domain::Check::of(domain::Verdict::Rejected));
    let mut form = typed.rebased(&typed, &refused);
    assert_eq!(form.kind(CRM), TOKEN);
    let token = SecretEdit::Replace("typed-token-9z8y".into());
    assert_eq!(form.wanted(CRM).secret, token);
    form.restore(&typed.after(refused.settings), CRM);
    assert_eq!(form.kind(CRM), CLIENT);
    let client = SecretEdit::Replace("typed-client-secret".into());
    assert_eq!(form.wanted(CRM).secret, client);
    assert_eq!(kind(form, TOKEN).wanted(CRM).secret, token);
}
