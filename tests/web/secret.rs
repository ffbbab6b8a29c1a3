//! A kept secret: never shown, replaced or removed, and the focus never lost.

use domain::{Crm, Settings};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fixtures::verified, names::input, screen::Screen, wait::until};

const TOKEN: &str = "API Token";
const REPLACE: &str = "Replace: API Token";

async fn kept() -> Screen {
    Screen::show(verified(Crm::Zendesk)).await
}

#[wasm_bindgen_test]
async fn a_kept_secret_shows_its_last_four_and_no_input() {
    let screen = kept().await;
    assert!(screen.says("Saved, ends in 1a2b"));
    assert!(screen.says("12 March 2026") || screen.says("March 12, 2026"));
    assert!(!screen.has("textbox", TOKEN));
}

#[wasm_bindgen_test]
async fn replace_opens_an_empty_input_with_the_focus_and_cancel_goes_back() {
    let screen = kept().await;
    screen.clicks("button", REPLACE).await;
    until("the input has the focus", || screen.focused() == TOKEN).await;
    assert_eq!(screen.value(TOKEN), "");
    assert!(!screen.has("region", "Unsaved changes"));
    screen.types(TOKEN, "typed-token-9z8y").await;
    assert!(screen.has("region", "Unsaved changes"));
    screen.clicks("button", "Cancel: keep the saved one").await;
    until("Replace has the focus", || screen.focused() == REPLACE).await;
    assert!(screen.says("Saved, ends in 1a2b"));
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn after_cancel_nothing_of_what_was_typed_is_left() {
    let screen = kept().await;
    screen.clicks("button", REPLACE).await;
    screen.types(TOKEN, "typed-token-9z8y").await;
    screen.clicks("button", "Cancel: keep the saved one").await;
    screen.clicks("button", REPLACE).await;
    assert_eq!(screen.value(TOKEN), "");
}

#[wasm_bindgen_test]
async fn remove_says_when_it_happens_and_undo_takes_it_back() {
    let screen = kept().await;
    screen.clicks("button", "Remove: API Token").await;
    until("Undo has the focus", || {
        screen.focused() == "Undo: API Token"
    })
    .await;
    assert!(screen.says("Will be removed when you save."));
    assert!(screen.has("region", "Unsaved changes"));
    screen.clicks("button", "Undo: API Token").await;
    until("Replace has the focus", || screen.focused() == REPLACE).await;
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn what_is_typed_is_hidden_until_asked_for_and_no_password_manager_helps() {
    let settings = Settings {
        agent_platform: Some(Crm::Zendesk),
        ..Settings::default()
    };
    let screen = Screen::show(settings).await;
    screen.types(TOKEN, "typed-token-9z8y").await;
    let element = screen.by_label(TOKEN);
    let kind = || input(&element).type_();
    assert_eq!(kind(), "password");
    let autocomplete = element.get_attribute("autocomplete");
    assert_eq!(autocomplete.as_deref(), Some("new-password"));
    screen.clicks("button", "Show").await;
    assert_eq!(kind(), "text");
    screen.clicks("button", "Hide").await;
    assert_eq!(kind(), "password");
    assert_eq!(screen.value(TOKEN), "typed-token-9z8y");
}

#[wasm_bindgen_test]
async fn a_pasted_email_with_token_is_taken_apart_with_a_word() {
    let settings = Settings {
        agent_platform: Some(Crm::Zendesk),
        ..Settings::default()
    };
    let screen = Screen::show(settings).await;
    let pasted = "camille@acme.example/token:typed-token-9z8y";
    screen.types("Zendesk user email address", pasted).await;
    let email = screen.value("Zendesk user email address");
    assert_eq!(email, "camille@acme.example");
    assert_eq!(screen.value(TOKEN), "typed-token-9z8y");
    assert!(screen.spoken().contains("taken apart"));
}
