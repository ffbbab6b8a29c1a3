//! Zendesk's two kinds of credential: one tuple each, and never one's secret for the other.

use super::*;
use crate::{
    Connection, Input, Status,
    save::{SecretSource, TupleReport},
    status,
};

const CRM: Crm = Crm::Zendesk;

fn client() -> PanelDraft {
    edit()
        .set(Field::Subdomain, "acme")
        .set(Field::CredentialKind, "oauth_client")
        .set(Field::ClientId, "portal_client")
        .replace(TYPED)
}

#[test]
fn an_oauth_client_is_asked_about_saved_and_verified_like_a_token() {
    let told = save(CRM, &Panel::default(), client().tick(), Verdict::Valid);
    assert!(matches!(
        &told.asked[0].connection,
        Connection::ZendeskClient { client_id, .. } if client_id == "portal_client"
    ));
    assert_eq!(told.report.tuple, TupleReport::Saved);
    assert!(told.panel.default_user);
    assert_eq!(status(CRM, &told.panel), Status::Verified);
}

#[test]
fn a_refused_client_brings_the_token_and_its_kind_back() {
    let told = save(CRM, &switched_on(CRM), client().tick(), Verdict::Rejected);
    assert_eq!(told.report.tuple, TupleReport::Reverted);
    assert_eq!(told.panel.fields, switched_on(CRM).fields);
    assert!(!told.panel.default_user);
    let blamed: Vec<Input> = told.report.problems.iter().map(|one| one.input).collect();
    assert_eq!(blamed, [Input::Field(Field::ClientId), Input::Secret]);
}

#[test]
fn a_refused_first_client_leaves_the_subdomain_and_the_kind_that_was_chosen() {
    let told = save(CRM, &Panel::default(), client().tick(), Verdict::Rejected);
    assert_eq!(told.report.tuple, TupleReport::Reverted);
    let left: Vec<_> = told
        .panel
        .fields
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    assert_eq!(
        left,
        [
            (Field::Subdomain, "acme"),
            (Field::CredentialKind, "oauth_client")
        ]
    );
    assert_eq!((told.panel.secret, told.panel.default_user), (None, false));
}

#[test]
fn a_kept_token_is_never_sent_as_a_clients_secret() {
    let switched = edit()
        .set(Field::CredentialKind, "oauth_client")
        .set(Field::ClientId, "portal_client");
    let told = save(CRM, &set_up(CRM), switched, Verdict::Valid);
    assert_eq!(told.asked, []);
    assert_eq!(told.report.tuple, TupleReport::NotSavedYet);
    assert_eq!(told.report.problems[0].code, Code::SecretRequired);
}

#[test]
fn the_address_of_the_unused_kind_is_no_part_of_the_question() {
    let stored = save(CRM, &Panel::default(), client(), Verdict::Valid).panel;
    let noise = edit().set(Field::Email, "not an address");
    let told = save(CRM, &stored, noise.tick(), Verdict::Valid);
    assert_eq!(told.asked.len(), 1, "only for the box");
    assert_eq!(told.asked[0].secret, SecretSource::Kept);
    assert!(told.panel.default_user);
}
