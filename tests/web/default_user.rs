//! The Default User box: greyed with a reason, and free again as one types.

use domain::{Crm, Settings};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{switched_on, verified},
    names::input,
    screen::Screen,
    wait::{settle, until},
};

const BOX: &str = "Default User";
const EMAIL: &str = "Zendesk user email address";
const TOKEN: &str = "API Token";

fn zendesk_chosen() -> Settings {
    Settings {
        agent_platform: Some(Crm::Zendesk),
        ..Settings::default()
    }
}

fn is_unavailable(screen: &Screen) -> bool {
    screen
        .by_label(BOX)
        .get_attribute("aria-disabled")
        .as_deref()
        == Some("true")
}

#[wasm_bindgen_test]
async fn without_a_token_the_box_is_unavailable_and_says_why() {
    let screen = Screen::show(zendesk_chosen()).await;
    screen.types("Zendesk Subdomain", "acme").await;
    screen.types(EMAIL, "camille@acme.example").await;
    assert!(is_unavailable(&screen));
    assert!(screen.description(BOX).contains("Enter “API Token” first."));
}

#[wasm_bindgen_test]
async fn an_unavailable_box_can_be_reached_and_ignores_a_click() {
    let screen = Screen::show(zendesk_chosen()).await;
    let element = screen.by_label(BOX);
    let _ = element.focus();
    assert_eq!(screen.focused(), BOX);
    element.click();
    settle().await;
    assert!(!input(&element).checked());
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn the_reason_leads_to_the_input_that_cures_it() {
    let screen = Screen::show(zendesk_chosen()).await;
    screen.types("Zendesk Subdomain", "acme").await;
    assert!(screen.description(BOX).contains(EMAIL));
    screen.clicks("link", "Go to the field").await;
    until("the focus is in the field", || screen.focused() == EMAIL).await;
}

#[wasm_bindgen_test]
async fn the_box_is_free_as_soon_as_all_is_typed() {
    let screen = Screen::show(zendesk_chosen()).await;
    screen.types("Zendesk Subdomain", "acme").await;
    screen.types(EMAIL, "camille@acme.example").await;
    screen.types(TOKEN, "t").await;
    assert!(!is_unavailable(&screen));
    screen.clicks("checkbox", BOX).await;
    assert!(screen.is_ticked(BOX));
    assert!(screen.says("On after saving"));
}

#[wasm_bindgen_test]
async fn an_emptied_and_restored_email_brings_the_tick_back() {
    let screen = Screen::show(switched_on(verified(Crm::Zendesk))).await;
    assert!(screen.is_ticked(BOX) && !is_unavailable(&screen));
    screen.types(EMAIL, "").await;
    assert!(!screen.is_ticked(BOX) && is_unavailable(&screen));
    screen.clicks("checkbox", BOX).await;
    assert!(
        !screen.is_ticked(BOX),
        "a click while greyed changes nothing"
    );
    screen.types(EMAIL, "camille@acme.example").await;
    assert!(screen.is_ticked(BOX) && !is_unavailable(&screen));
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn another_email_asks_for_the_token_again() {
    let screen = Screen::show(switched_on(verified(Crm::Zendesk))).await;
    screen.types(EMAIL, "second@acme.example").await;
    let reason = "Enter “API Token” again: “Zendesk user email address” changed.";
    assert!(screen.description(BOX).contains(reason));
}

#[wasm_bindgen_test]
async fn who_would_own_it_follows_the_box() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let owners = |screen: &Screen| {
        let list = screen.by_role("list", "Who would own it?");
        crate::names::words(&list)
    };
    assert!(owners(&screen).contains("A random agent"));
    screen.clicks("checkbox", BOX).await;
    assert!(owners(&screen).contains("Camille Roy"));
    screen.types(EMAIL, "").await;
    assert!(owners(&screen).contains("Nobody yet: records wait for Zendesk"));
}

#[wasm_bindgen_test]
async fn unticking_says_what_happens_to_new_records() {
    let screen = Screen::show(switched_on(verified(Crm::Zendesk))).await;
    screen.clicks("checkbox", BOX).await;
    let reason = screen.description(BOX);
    assert!(reason.contains("New records will go to a random agent."));
}
