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
