//! The whole application: language, theme, and a server that does not answer.

use domain::Crm;
use leptos::prelude::document;
use portal::app::App;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::verified,
    names::words,
    screen::{Screen, all, by_role},
    server::Server,
    wait::{settle, until},
};

fn language() -> Option<String> {
    document().document_element()?.get_attribute("lang")
}

#[wasm_bindgen_test]
async fn the_language_switch_builds_the_page_anew_in_french_and_back() {
    let server = Server::answers(200, &verified(Crm::Zendesk));
    let root = Screen::mount(App).await;
    until("the settings", || {
        !all(&root, "textbox", "Zendesk Subdomain").is_empty()
    })
    .await;
    drop(server);
    by_role(&root, "button", "FR").click();
    settle().await;
    assert_eq!(language().as_deref(), Some("fr"));
    assert!(
        document()
            .title()
            .contains("Paramètres pour les développeurs")
    );
    assert_eq!(all(&root, "textbox", "Sous-domaine Zendesk").len(), 1);
    let pressed = by_role(&root, "button", "FR").get_attribute("aria-pressed");
    assert_eq!(pressed.as_deref(), Some("true"));
    by_role(&root, "button", "EN").click();
    settle().await;
    assert_eq!(language().as_deref(), Some("en"));
    assert_eq!(all(&root, "textbox", "Zendesk Subdomain").len(), 1);
    root.remove();
}

#[wasm_bindgen_test]
async fn without_a_server_the_page_offers_retry_and_recovers() {
    let gone = Server::is_gone();
    let root = Screen::mount(App).await;
    until("the message", || {
        words(&root).contains("The settings could not be loaded.")
    })
    .await;
    drop(gone);
    let _server = Server::answers(200, &verified(Crm::Zendesk));
    by_role(&root, "button", "Retry").click();
    until("the settings", || {
        !all(&root, "textbox", "Zendesk Subdomain").is_empty()
    })
    .await;
    root.remove();
}

#[wasm_bindgen_test]
async fn the_live_region_is_there_before_any_message_and_repeats_itself_audibly() {
    let root = Screen::mount(App).await;
    let region = by_role(&root, "status", "");
    assert_eq!(region.get_attribute("aria-live").as_deref(), Some("polite"));
    portal::ui::live::say("Saved 1 change.");
    let first = region.text_content();
    portal::ui::live::say("Saved 1 change.");
    let second = region.text_content();
    assert_ne!(first, second, "the same words again are a change");
    assert_eq!(words(&region).trim_end_matches('\u{a0}'), "Saved 1 change.");
    root.remove();
}
