//! The banner: on while a connection in use is refused, gone when it is not, whatever is typed.

use domain::{Check, Crm, Health, Settings, Verdict, wire::Known};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{SAVED_AT, valid, verified},
    screen::Screen,
    server::{Server, json},
    wait::{long_enough, until},
};

const BANNER: &str = "Records for Zendesk wait: its connection has to be repaired.";
const EMAIL: &str = "Zendesk user email address";

fn said(version: i64, check: Check) -> Known {
    let health = Health {
        check,
        checked_at: SAVED_AT,
    };
    Known {
        version,
        health: [(Crm::Zendesk, health)].into(),
        ..Known::default()
    }
}

fn known(version: i64, check: Check) -> Server {
    Server::knows(&[("/known", json(&said(version, check)))])
}

#[wasm_bindgen_test]
async fn the_banner_is_spoken_after_what_was_just_said_and_not_in_its_place() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    portal::ui::live::say("Saved 1 change.");
    let refused = said(7, Check::of(Verdict::Rejected));
    screen.state.know(&refused);
    let both = format!("Saved 1 change. {BANNER}");
    until("both are said", || screen.spoken() == both).await;
}

#[wasm_bindgen_test]
async fn the_banner_comes_and_goes_with_what_is_known_and_the_draft_stays() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "second@acme.example").await;
    assert!(!screen.says(BANNER));
    let refused = known(7, Check::of(Verdict::Rejected));
    screen.state.refresh();
    until("the banner is there", || screen.says(BANNER)).await;
    assert!(screen.spoken().contains(BANNER));
    let go = screen.by_role("link", "Go to Zendesk");
    assert_eq!(
        go.get_attribute("href").as_deref(),
        Some("/settings/developer/crm#zendesk")
    );
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    drop(refused);
    let _server = known(7, valid());
    screen.state.refresh();
    until("the banner is gone", || {
        !screen.has("link", "Go to Zendesk")
    })
    .await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
}

#[wasm_bindgen_test]
async fn what_is_known_of_another_version_is_nobodys() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let _server = known(8, Check::of(Verdict::Rejected));
    screen.state.refresh();
    long_enough().await;
    assert!(!screen.says(BANNER));
}

#[wasm_bindgen_test]
async fn a_connection_that_nobody_uses_has_no_banner() {
    let unused = Settings {
        agent_platform: None,
        ..verified(Crm::Zendesk)
    };
    let screen = Screen::show(unused).await;
    let _server = known(7, Check::of(Verdict::Rejected));
    screen.state.refresh();
    long_enough().await;
    assert!(!screen.says(BANNER));
}
