//! Zendesk's kind of credential: a choice that changes fields and captions, and takes nothing away.

use domain::{Check, CredentialKind, Crm, Field, SecretEdit, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{answer, verified},
    screen::Screen,
    server::Server,
    wait::until,
};

const EMAIL: &str = "Zendesk user email address";
const ID: &str = "OAuth Client ID";
const SECRET: &str = "OAuth Client Secret";

#[wasm_bindgen_test]
async fn an_oauth_client_has_its_own_fields_and_captions() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    assert!(screen.is_ticked("API token"));
    assert!(screen.description("API token").contains("April 30, 2027"));
    screen.clicks("radio", "OAuth client").await;
    assert!(screen.has("textbox", ID) && screen.has("textbox", SECRET));
    assert!(!screen.has("textbox", EMAIL));
    let reason = "Enter “OAuth Client ID” first.";
    assert!(screen.description("Default User").contains(reason));
}

#[wasm_bindgen_test]
async fn back_to_the_token_everything_is_as_it_was() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "second@acme.example").await;
    screen.clicks("radio", "OAuth client").await;
    screen.types(ID, "portal").await;
    screen.types(SECRET, "typed-secret-9z8y").await;
    screen.clicks("radio", "API token").await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    assert!(screen.says("Saved, ends in 1a2b"));
    screen.clicks("radio", "OAuth client").await;
    assert_eq!(screen.value(SECRET), "typed-secret-9z8y");
    screen.clicks("radio", "API token").await;
    screen.types(EMAIL, "camille@acme.example").await;
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn a_refused_client_goes_back_to_the_token_and_the_choice_says_so() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.clicks("radio", "OAuth client").await;
    screen.types(ID, "portal").await;
    screen.types(SECRET, "typed-secret-9z8y").await;
    let mut sent = portal::pages::settings::crm::Form::new(verified(Crm::Zendesk));
    sent.set_kind(CredentialKind::OAuthClient);
    sent.set_field(Crm::Zendesk, Field::ClientId, "portal".to_owned());
    let secret = SecretEdit::Replace("typed-secret-9z8y".into());
    sent.set_secret(Crm::Zendesk, secret);
    let refused = Check::of(Verdict::Rejected);
    let saved = answer(sent.stored(), &sent.draft(None), &refused);
    let _server = Server::answers(200, &saved);
    screen.clicks("button", "Save Changes").await;
    until("the token is back", || screen.is_ticked("API token")).await;
    assert!(screen.has("textbox", EMAIL));
    assert!(screen.says("You entered “portal”. Refused, so not saved."));
    screen.clicks("link", "Credential kind").await;
    until("the choice has the focus", || {
        screen.focused() == "API token"
    })
    .await;
}
