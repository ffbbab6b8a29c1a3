//! The agent platform: radio cards, and one question before a working one is left.

use domain::{Crm, Settings};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::verified,
    screen::{Screen, fire},
    server::Server,
    wait::{settle, until},
};

const QUESTION: &str = "Switch from Zendesk to Kustomer?";

#[wasm_bindgen_test]
async fn with_no_platform_no_card_is_chosen_and_no_panel_shown() {
    let screen = Screen::show(Settings::default()).await;
    for card in ["Kustomer", "MS Dynamics", "Zendesk"] {
        assert!(!screen.is_ticked(&format!("{card} Not set up")));
    }
    assert!(screen.has("heading", "No CRM chosen yet"));
    assert!(!screen.has("checkbox", "Default User"));
}

#[wasm_bindgen_test]
async fn choosing_a_card_shows_its_panel_and_makes_the_page_dirty() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    assert!(screen.is_ticked("Zendesk Verified"));
    screen.clicks("radio", "Kustomer Not set up").await;
    assert!(screen.is_ticked("Kustomer Not set up"));
    assert!(!screen.is_ticked("Zendesk Verified"));
    assert!(screen.has("heading", "Kustomer"));
    assert!(screen.has("region", "Unsaved changes"));
    screen.clicks("radio", "Zendesk Verified").await;
    assert!(screen.has("textbox", "Zendesk Subdomain"));
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn the_cards_are_one_group_of_radio_buttons() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let names: Vec<_> = [
        "Kustomer Not set up",
        "MS Dynamics Not set up",
        "Zendesk Verified",
    ]
    .into_iter()
    .map(|card| screen.by_label(card).get_attribute("name"))
    .collect();
    assert!(names.iter().all(|name| name.as_deref() == Some("platform")));
}

/// A switch away from a working platform, at the question.
async fn asked() -> Screen {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.clicks("radio", "Kustomer Not set up").await;
    screen.clicks("button", "Save").await;
    screen
}

#[wasm_bindgen_test]
async fn a_switch_asks_first_naming_both_with_the_focus_on_cancel() {
    let screen = asked().await;
    assert!(screen.has("dialog", QUESTION));
    assert!(screen.says("New records will go to Kustomer."));
    until("Cancel has the focus", || screen.focused() == "Cancel").await;
    screen.clicks("button", "Cancel").await;
    assert!(!screen.has("dialog", QUESTION));
    assert!(
        screen.has("region", "Unsaved changes"),
        "the choice is still there"
    );
}

#[wasm_bindgen_test]
async fn escape_answers_the_question_with_no_and_it_can_be_asked_again() {
    let screen = asked().await;
    // Escape fires this event before it shuts a dialog.
    fire(&screen.by_role("dialog", QUESTION), "cancel");
    settle().await;
    assert!(!screen.has("dialog", QUESTION));
    screen.clicks("button", "Save").await;
    assert!(screen.has("dialog", QUESTION));
}

#[wasm_bindgen_test]
async fn yes_saves_and_shuts_the_dialog() {
    let screen = asked().await;
    let _server = Server::hangs();
    screen.clicks("button", "Switch and save").await;
    assert!(!screen.has("dialog", QUESTION));
    assert!(screen.has("button", "Saving"));
}
