//! The agent platform: looking is not switching, and nothing is promised that the rule would refuse.

use domain::{Crm, Settings, save::Switch};
use leptos::prelude::WithUntracked;
use portal::pages::settings::crm::Form;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{switched_on, verified},
    screen::{Screen, fire},
    server::Server,
    wait::{settle, until},
};

const QUESTION: &str = "Switch from Zendesk to Kustomer?";
const KUSTOMER: &str = "Agents work here: Kustomer";
const ZENDESK: &str = "Agents work here: Zendesk";

/// Zendesk live, Kustomer set up beside it.
fn beside() -> Settings {
    let mut settings = verified(Crm::Zendesk);
    settings.panels.extend(verified(Crm::Kustomer).panels);
    settings
}

/// The same with Kustomer's box on.
fn beside_switched_on() -> Settings {
    let mut settings = verified(Crm::Zendesk);
    let kustomer = switched_on(verified(Crm::Kustomer));
    settings.panels.extend(kustomer.panels);
    settings
}

#[wasm_bindgen_test]
async fn with_no_platform_no_card_is_chosen_and_no_panel_shown() {
    let screen = Screen::show(Settings::default()).await;
    for crm in Crm::ALL {
        let card = format!("Agents work here: {}", crm.name());
        assert!(!screen.is_ticked(&card));
        assert_eq!(screen.description(&card), "Not set up");
    }
    assert!(screen.has("heading", "No CRM chosen yet"));
    assert!(!screen.has("checkbox", "Default User"));
}

#[wasm_bindgen_test]
async fn looking_at_a_panel_changes_nothing_and_the_live_one_stays_marked() {
    let screen = Screen::show(beside()).await;
    assert_eq!(screen.description(ZENDESK), "Live Verified");
    screen.clicks("link", "Show settings: Kustomer").await;
    assert!(screen.has("heading", "Kustomer"));
    assert!(screen.is_ticked(ZENDESK) && !screen.is_ticked(KUSTOMER));
    assert_eq!(screen.description(ZENDESK), "Live Verified");
    assert!(screen.has("link", "Shown below: Kustomer"));
    assert!(!screen.has("region", "Unsaved changes"));
    assert!(screen.says("Kustomer is not your agent platform: no record goes there."));
    assert!(screen.says("As if Kustomer were your agent platform."));
    screen.clicks("link", "Show settings: Zendesk").await;
    assert!(screen.has("textbox", "Zendesk Subdomain"));
}

#[wasm_bindgen_test]
async fn choosing_a_card_shows_its_panel_and_makes_the_page_dirty() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.clicks("radio", KUSTOMER).await;
    assert!(screen.is_ticked(KUSTOMER) && !screen.is_ticked(ZENDESK));
    assert!(screen.has("heading", "Kustomer"));
    assert!(screen.has("region", "Unsaved changes"));
    assert_eq!(
        screen.description(ZENDESK),
        "Live Verified",
        "until it is saved"
    );
    screen.clicks("radio", ZENDESK).await;
    assert!(screen.has("textbox", "Zendesk Subdomain"));
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn the_cards_are_one_group_of_radio_buttons() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    for crm in Crm::ALL {
        let card = screen.by_label(&format!("Agents work here: {}", crm.name()));
        assert_eq!(card.get_attribute("name").as_deref(), Some("platform"));
    }
}

/// A switch from a working platform to one that is ready, at the question.
async fn asked(settings: Settings) -> Screen {
    let screen = Screen::show(settings).await;
    screen.clicks("radio", KUSTOMER).await;
    assert_eq!(screen.description(KUSTOMER), "Live after saving Verified");
    screen.clicks("button", "Save").await;
    screen
}

#[wasm_bindgen_test]
async fn a_switch_asks_first_naming_both_with_the_focus_on_cancel() {
    let screen = asked(beside_switched_on()).await;
    assert!(screen.has("dialog", QUESTION));
    assert!(screen.says("New records will go to Kustomer. The settings of Zendesk stay saved."));
    until("Cancel has the focus", || screen.focused() == "Cancel").await;
    screen.clicks("button", "Cancel").await;
    assert!(!screen.has("dialog", QUESTION));
    assert!(
        screen.has("region", "Unsaved changes"),
        "the choice is still there"
    );
}

#[wasm_bindgen_test]
async fn a_switch_to_a_platform_whose_box_is_off_says_who_gets_its_records() {
    let screen = asked(beside()).await;
    assert!(screen.has("dialog", QUESTION));
    assert!(screen.says("to a random agent where no agent is known: its Default User is off."));
}

#[wasm_bindgen_test]
async fn escape_answers_the_question_with_no_and_it_can_be_asked_again() {
    let screen = asked(beside()).await;
    // Escape fires this event before it shuts a dialog.
    fire(&screen.by_role("dialog", QUESTION), "cancel");
    settle().await;
    assert!(!screen.has("dialog", QUESTION));
    screen.clicks("button", "Save").await;
    assert!(screen.has("dialog", QUESTION));
}

#[wasm_bindgen_test]
async fn yes_saves_and_shuts_the_dialog() {
    let screen = asked(beside()).await;
    let _server = Server::hangs();
    screen.clicks("button", "Switch and save").await;
    assert!(!screen.has("dialog", QUESTION));
    assert!(screen.has("button", "Saving"));
}

#[wasm_bindgen_test]
async fn where_the_rule_would_refuse_nothing_is_asked_and_what_is_missing_is_said() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.clicks("radio", KUSTOMER).await;
    assert!(screen.says("Zendesk stays the agent platform."));
    assert!(screen.says("Enter “Kustomer subdomain” first."));
    assert_eq!(screen.description(KUSTOMER), "Not set up");
    let would_be = screen.page.draft.form.with_untracked(Form::switch);
    assert!(matches!(would_be, Switch::NotYet { .. }));
    let _server = Server::hangs();
    screen.clicks("button", "Save").await;
    assert!(!screen.has("dialog", QUESTION));
    assert!(screen.has("button", "Saving"));
}

#[wasm_bindgen_test]
async fn a_panel_that_is_ready_can_be_made_the_platform_where_one_looks_at_it() {
    let screen = Screen::show(beside()).await;
    screen.clicks("link", "Show settings: Kustomer").await;
    screen.clicks("button", "Make it the agent platform").await;
    assert!(screen.has("dialog", QUESTION));
}
