//! What is wrong with a field is said once it was left, and gone once it is right.

use domain::{Crm, Settings};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::verified,
    screen::Screen,
    wait::{long_enough, until},
};

const EMAIL: &str = "Zendesk user email address";
const WRONG: &str = "Enter an email address, such as name@company.com.";
const KEY: &str = "Connected App Consumer Key";
const SECRET: &str = "Connected App Consumer Secret";
const MISPLACED: &str =
    "This belongs in another field: a secret in its own, and nothing else there.";

fn is_marked(screen: &Screen) -> bool {
    screen
        .by_label(EMAIL)
        .get_attribute("aria-invalid")
        .as_deref()
        == Some("true")
}

#[wasm_bindgen_test]
async fn an_error_waits_until_the_field_is_left() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "camille").await;
    long_enough().await;
    assert!(!screen.says(WRONG) && !is_marked(&screen));
    screen.leaves(EMAIL).await;
    until("the error is there", || screen.says(WRONG)).await;
    assert!(is_marked(&screen));
    assert!(
        screen.description(EMAIL).starts_with(WRONG),
        "first the error"
    );
    assert!(
        screen.description(EMAIL).contains("administrator"),
        "then the hint"
    );
}

#[wasm_bindgen_test]
async fn a_field_that_was_left_once_is_judged_as_one_types() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "camille").await;
    screen.leaves(EMAIL).await;
    until("the error is there", || screen.says(WRONG)).await;
    screen.types(EMAIL, "camille@acme.example").await;
    assert!(!screen.says(WRONG) && !is_marked(&screen));
}

#[wasm_bindgen_test]
async fn leaving_an_empty_field_is_no_error() {
    let settings = Settings {
        agent_platform: Some(Crm::Zendesk),
        ..Settings::default()
    };
    let screen = Screen::show(settings).await;
    screen.leaves(EMAIL).await;
    long_enough().await;
    assert!(!is_marked(&screen));
}

#[wasm_bindgen_test]
async fn a_pasted_address_becomes_its_label_when_the_field_is_left() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let subdomain = "Zendesk Subdomain";
    screen
        .types(subdomain, "https://acme.zendesk.com/agent")
        .await;
    screen.leaves(subdomain).await;
    until("the label is left", || screen.value(subdomain) == "acme").await;
    assert!(
        !screen.has("region", "Unsaved changes"),
        "it is what is saved"
    );
}

#[wasm_bindgen_test]
async fn consumer_key_and_secret_that_are_swapped_are_both_told_and_save_leads_there() {
    let screen = Screen::show(verified(Crm::Salesforce)).await;
    let digest = "b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6";
    screen.types(KEY, digest).await;
    screen.clicks("button", &format!("Replace: {SECRET}")).await;
    screen.types(SECRET, "3MVG9.acme").await;
    screen.leaves(KEY).await;
    screen.leaves(SECRET).await;
    until("both are told", || {
        screen.description(KEY).starts_with(MISPLACED)
            && screen.description(SECRET).starts_with(MISPLACED)
    })
    .await;
    screen.clicks("button", "Save").await;
    until("the first of them has the focus", || {
        screen.focused().starts_with(KEY)
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_typed_secret_is_told_in_the_field_for_a_name() {
    let screen = Screen::show(verified(Crm::Salesforce)).await;
    let name = "Salesforce Organization Name";
    screen.types(name, "sesame-9z8y7x").await;
    screen.leaves(name).await;
    long_enough().await;
    assert!(!screen.says(MISPLACED), "so far it is a name");
    screen.clicks("button", &format!("Replace: {SECRET}")).await;
    screen.types(SECRET, "sesame-9z8y7x").await;
    until("it is told", || {
        screen.description(name).starts_with(MISPLACED)
    })
    .await;
}
