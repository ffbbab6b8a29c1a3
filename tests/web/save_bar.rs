//! The save bar: there only while something is unsaved, and it names what.

use domain::Crm;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{switched_on, verified},
    names::words,
    screen::Screen,
};

const EMAIL: &str = "Zendesk user email address";

fn bar(screen: &Screen) -> String {
    words(&screen.by_role("region", "Unsaved changes"))
}

#[wasm_bindgen_test]
async fn the_bar_comes_with_a_change_names_it_and_goes_when_it_is_typed_back() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    assert!(!screen.has("region", "Unsaved changes"));
    screen.types(EMAIL, "second@acme.example").await;
    assert!(bar(&screen).contains("1 unsaved change: Zendesk user email address"));
    screen.types(EMAIL, "camille@acme.example").await;
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn a_greyed_box_that_was_on_is_named_as_well() {
    let screen = Screen::show(switched_on(verified(Crm::Zendesk))).await;
    screen.types(EMAIL, "").await;
    let named = "2 unsaved changes: Zendesk user email address, Default User";
    assert!(bar(&screen).contains(named), "{}", bar(&screen));
}

#[wasm_bindgen_test]
async fn discard_brings_the_saved_values_back_and_says_so() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "second@acme.example").await;
    screen.clicks("button", "Discard").await;
    assert_eq!(screen.value(EMAIL), "camille@acme.example");
    assert!(!screen.has("region", "Unsaved changes"));
    assert_eq!(screen.spoken(), "Changes discarded.");
}

#[wasm_bindgen_test]
async fn the_button_reads_as_the_help_page_has_it() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "second@acme.example").await;
    assert!(screen.has("button", "Save Changes"));
    drop(screen);
    let screen = Screen::show(verified(Crm::Kustomer)).await;
    screen.types("Kustomer subdomain", "umbrella").await;
    assert!(screen.has("button", "Save"));
}

#[wasm_bindgen_test]
async fn leaving_is_guarded_only_while_something_is_unsaved() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let guarded = || leptos::prelude::GetUntracked::get_untracked(&screen.guard.is_dirty);
    assert!(!guarded());
    screen.types(EMAIL, "second@acme.example").await;
    assert!(guarded());
    screen.types(EMAIL, "camille@acme.example").await;
    assert!(!guarded());
}
