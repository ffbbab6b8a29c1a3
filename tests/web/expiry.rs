//! The day a secret expires: read from a key that names it, and warned of 30 days before.

use domain::{Crm, Field, Settings};
use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fixtures::verified, screen::Screen};

const DAY: &str = "Expires on (optional)";

/// The date so many days from now.
fn in_days(days: f64) -> String {
    let at = Date::new(&JsValue::from_f64(Date::now() + days * 86_400_000.0));
    String::from(at.to_iso_string())[..10].to_owned()
}

fn expiring(days: f64) -> Settings {
    let mut settings = verified(Crm::Kustomer);
    for panel in settings.panels.values_mut() {
        panel.fields.set(Field::ExpiresOn, in_days(days));
    }
    settings
}

#[wasm_bindgen_test]
async fn a_warning_stands_thirty_days_before_and_not_earlier() {
    let screen = Screen::show(expiring(40.0)).await;
    assert!(!screen.says("“API Key” expires on"));
    screen.types(DAY, &in_days(20.0)).await;
    assert!(screen.says("“API Key” expires on"));
    screen.types(DAY, &in_days(-2.0)).await;
    assert!(screen.says("“API Key” expired on"));
    assert!(
        !screen.has("link", "Go to Kustomer"),
        "the draft is nobody else's business"
    );
}

#[wasm_bindgen_test]
async fn what_is_saved_and_in_use_warns_on_every_page() {
    let screen = Screen::show(expiring(5.0)).await;
    assert!(screen.has("link", "Go to Kustomer"));
}

#[wasm_bindgen_test]
async fn a_key_that_names_its_end_fills_in_the_day_with_a_word() {
    let settings = Settings {
        agent_platform: Some(Crm::Kustomer),
        ..Settings::default()
    };
    let screen = Screen::show(settings).await;
    let key = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MzU0ODE2MDAsImlkIjoiayJ9.c2ln";
    screen.types("API Key", key).await;
    assert_eq!(screen.value(DAY), "2028-03-01");
    assert!(
        screen
            .spoken()
            .contains("The key itself says that it expires on")
    );
}
