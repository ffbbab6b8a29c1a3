//! What the page says after each answer of the server.

use domain::{
    Check, Crm, Verdict,
    wire::{Failure, Tested},
};
use leptos::prelude::{GetUntracked, Set};
use portal::{i18n::Lang, pages::settings::crm::Form};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{answer, switched_on, valid, verified},
    names::words,
    screen::{Screen, by_role, fire},
    server::Server,
    wait::{settle, until},
};

const EMAIL: &str = "Zendesk user email address";
const TOKEN: &str = "API Token";
const FIELD: &str = "Custom field for the session id (optional)";

/// New credentials and a new custom field, typed over a working connection.
async fn typed() -> Screen {
    let screen = Screen::show(switched_on(verified(Crm::Zendesk))).await;
    screen.types(EMAIL, "second@acme.example").await;
    screen.clicks("button", "Replace: API Token").await;
    screen.types(TOKEN, "typed-token-9z8y").await;
    screen.types(FIELD, "3600").await;
    screen
}

/// The server that answers this page's save while Zendesk says that.
fn server(screen: &Screen, says: &Check) -> Server {
    let form: Form = screen.page.draft.form.get_untracked();
    Server::answers(200, &answer(form.stored(), &form.draft(None), says))
}

async fn saved(says: &Check) -> Screen {
    let screen = typed().await;
    let _server = server(&screen, says);
    screen.clicks("button", "Save Changes").await;
    until("an answer", || {
        screen.page.save.sent.get_untracked().is_none()
    })
    .await;
    settle().await;
    screen
}

#[wasm_bindgen_test]
async fn an_accepted_save_leaves_a_clean_page_and_says_as_whom() {
    let screen = saved(&valid()).await;
    assert!(!screen.has("region", "Unsaved changes"));
    let sentence = "Saved 3 changes. Zendesk verified, as Camille Roy, admin.";
    assert_eq!(screen.spoken(), sentence);
    assert!(
        screen.has("button", "Replace: API Token"),
        "never shown again"
    );
    assert!(screen.is_ticked("Default User"));
}

#[wasm_bindgen_test]
async fn a_refusal_shows_the_previous_values_and_a_summary_with_the_focus() {
    let screen = saved(&Check::of(Verdict::Rejected)).await;
    assert_eq!(screen.value(EMAIL), "camille@acme.example");
    assert_eq!(screen.value(FIELD), "3600", "the rest was saved");
    assert!(!screen.is_ticked("Default User"));
    assert!(
        screen
            .description(EMAIL)
            .contains("You entered “second@acme.example”.")
    );
    assert!(!screen.says("typed-token-9z8y"));
    let title = "Some values were not accepted";
    until("the summary has the focus", || screen.focused() == title).await;
    screen.clicks("link", EMAIL).await;
    until("its link leads to the field", || screen.focused() == EMAIL).await;
}

#[wasm_bindgen_test]
async fn what_could_not_be_checked_stays_typed_with_retry() {
    let screen = saved(&Check::of(Verdict::Unreachable)).await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    assert_eq!(screen.value(TOKEN), "typed-token-9z8y");
    assert!(screen.says("Not saved yet."));
    assert!(screen.has("button", "Retry"));
    assert!(!screen.has("button", "Save anyway"));
    assert!(screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn an_answer_that_proves_nothing_can_be_saved_anyway() {
    let screen = saved(&Check::of(Verdict::Unverified)).await;
    assert!(screen.has("button", "Save anyway"));
}

#[wasm_bindgen_test]
async fn without_a_server_the_draft_stays_and_the_page_says_so() {
    let screen = typed().await;
    let _server = Server::is_gone();
    screen.clicks("button", "Save Changes").await;
    let sentence = "The portal's server cannot be reached. What you typed stays here.";
    until("the sentence", || screen.spoken() == sentence).await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    assert!(screen.has("button", "Retry"));
}

#[wasm_bindgen_test]
async fn while_a_save_runs_its_button_says_so_and_the_fields_stay_free() {
    let screen = typed().await;
    let _server = Server::hangs();
    screen.clicks("button", "Save Changes").await;
    let button = screen.by_role("button", "Saving");
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    assert!(screen.says("Checking with Zendesk"));
    screen.types(FIELD, "36001").await;
    assert_eq!(screen.value(FIELD), "36001");
}

/// A page that met somebody else's newer settings.
async fn conflict() -> Screen {
    let screen = typed().await;
    let mut theirs = verified(Crm::Zendesk);
    theirs.version += 1;
    let failure = Failure {
        code: "version_mismatch".to_owned(),
        message: String::new(),
        next_step: String::new(),
        request_id: None,
        problems: Vec::new(),
        current: Some(Box::new(theirs)),
    };
    let _server = Server::answers(412, &failure);
    screen.clicks("button", "Save Changes").await;
    until("the question", || {
        screen.has("region", "Somebody else saved meanwhile")
    })
    .await;
    screen
}

#[wasm_bindgen_test]
async fn a_conflict_shows_both_values_side_by_side_and_no_secret() {
    let screen = conflict().await;
    let section = screen.by_role("region", "Somebody else saved meanwhile");
    let row = by_role(
        &section,
        "row",
        "Zendesk user email address second@acme.example camille@acme.example",
    );
    assert!(words(&row).starts_with(EMAIL));
    assert!(!words(&section).contains("typed-token-9z8y"));
}

#[wasm_bindgen_test]
async fn keep_mine_keeps_what_was_typed_and_use_theirs_does_not() {
    let screen = conflict().await;
    screen.clicks("button", "Keep mine").await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    assert!(screen.has("region", "Unsaved changes"));
    drop(screen);
    let screen = conflict().await;
    screen.clicks("button", "Use theirs").await;
    assert_eq!(screen.value(EMAIL), "camille@acme.example");
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn leaving_with_unsaved_changes_asks_and_escape_stays() {
    let screen = typed().await;
    let question = "Leave with unsaved changes?";
    screen.follows("/elsewhere").await;
    let dialog = screen.by_role("dialog", question);
    fire(&dialog, "cancel");
    settle().await;
    assert!(!screen.has("dialog", question));
    assert_eq!(screen.guard.pending.get_untracked(), None);
    assert_eq!(screen.value(EMAIL), "second@acme.example");
}

#[wasm_bindgen_test]
async fn a_change_of_language_keeps_what_was_typed() {
    let screen = typed().await;
    screen.lang.set(Lang::Fr);
    settle().await;
    let email = "Adresse e-mail de l'utilisateur Zendesk";
    assert_eq!(screen.value(email), "second@acme.example");
    assert!(screen.has("heading", "Paramètres pour les développeurs"));
    assert!(screen.has("region", "Modifications non enregistrées"));
    assert!(screen.has("button", "Enregistrer les modifications"));
    assert!(!screen.says("Save Changes"));
}

#[wasm_bindgen_test]
async fn a_summary_in_french_is_set_as_french_printers_do() {
    let screen = saved(&Check::of(Verdict::NotAdmin)).await;
    screen.lang.set(Lang::Fr);
    settle().await;
    let line = "Adresse e-mail de l'utilisateur Zendesk \u{a0}: Pas administrateur";
    assert!(screen.says(line));
}

#[wasm_bindgen_test]
async fn a_test_of_the_connection_says_as_whom_until_the_tuple_changes() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let tested = Tested {
        check: valid(),
        noted: None,
    };
    let _server = Server::answers(200, &tested);
    screen.clicks("button", "Test connection").await;
    let sentence = "The connection works, as Camille Roy, admin.";
    until("the answer", || screen.spoken() == sentence).await;
    let old = "The values have changed since this test.";
    screen.types(FIELD, "3600").await;
    assert!(!screen.says(old), "the custom field was not tested");
    screen.types(EMAIL, "second@acme.example").await;
    assert!(screen.says(old));
}
