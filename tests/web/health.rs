//! The banner: on while a connection in use is refused, gone when it is not, whatever is typed.

use domain::{Cause, Check, Crm, Health, Link, LinkState, Settings, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{SAVED_AT, admins, linked, switched_on, valid, verified},
    screen::Screen,
    server::{Server, json},
    wait::{long_enough, until},
};

const BANNER: &str = "Records for Zendesk wait: its connection has to be repaired.";
const EMAIL: &str = "Zendesk user email address";

/// Zendesk live, with that last word of it.
fn said(check: Check) -> Settings {
    let mut settings = verified(Crm::Zendesk);
    let health = Health {
        check,
        checked_at: SAVED_AT,
    };
    settings.panels.entry(Crm::Zendesk).or_default().health = Some(health);
    settings
}

fn server(settings: &Settings) -> Server {
    Server::knows(&[("/api/settings/crm", json(settings))])
}

fn refused() -> Settings {
    said(Check::of(Verdict::Rejected))
}

#[wasm_bindgen_test]
async fn the_banner_is_spoken_after_what_was_just_said_and_not_in_its_place() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    portal::ui::live::say("Saved 1 change.");
    screen.connections.learn(refused());
    let both = format!("Saved 1 change. {BANNER}");
    until("both are said", || screen.spoken() == both).await;
}

#[wasm_bindgen_test]
async fn the_banner_comes_and_goes_with_what_is_known_and_the_draft_stays() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    screen.types(EMAIL, "second@acme.example").await;
    assert!(!screen.says(BANNER));
    let down = server(&refused());
    screen.connections.refresh();
    until("the banner is there", || screen.says(BANNER)).await;
    assert!(screen.spoken().contains(BANNER));
    let go = screen.by_role("link", "Go to Zendesk");
    assert_eq!(
        go.get_attribute("href").as_deref(),
        Some("/settings/developer/crm#zendesk")
    );
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    drop(down);
    let _server = server(&said(valid()));
    screen.connections.refresh();
    until("the banner is gone", || {
        !screen.has("link", "Go to Zendesk")
    })
    .await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
}

#[wasm_bindgen_test]
async fn somebody_elses_newer_settings_come_into_a_clean_page_and_leave_a_dirty_one_alone() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let mut newer = verified(Crm::Zendesk);
    newer.version += 1;
    let panel = newer.panels.entry(Crm::Zendesk).or_default();
    panel.fields.set(domain::Field::Email, "third@acme.example");
    screen.connections.learn(newer.clone());
    until("it is shown", || {
        screen.value(EMAIL) == "third@acme.example"
    })
    .await;
    screen.types(EMAIL, "second@acme.example").await;
    newer.version += 1;
    let panel = newer.panels.entry(Crm::Zendesk).or_default();
    panel
        .fields
        .set(domain::Field::Email, "fourth@acme.example");
    screen.connections.learn(newer);
    long_enough().await;
    assert_eq!(screen.value(EMAIL), "second@acme.example");
    screen.clicks("button", "Discard").await;
    until("what was saved meanwhile is shown", || {
        screen.value(EMAIL) == "fourth@acme.example"
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_answer_that_was_overtaken_is_no_news() {
    let screen = Screen::show(verified(Crm::Zendesk)).await;
    let _server = server(&refused());
    screen.connections.refresh();
    screen.connections.learn(said(valid()));
    long_enough().await;
    assert!(!screen.says(BANNER));
}

#[wasm_bindgen_test]
async fn a_live_platform_that_is_not_set_up_has_a_banner_too() {
    let mut bare = verified(Crm::Zendesk);
    bare.panels.clear();
    let screen = Screen::show(bare).await;
    assert!(screen.says("All records for Zendesk wait: it is not set up."));
}

#[wasm_bindgen_test]
async fn a_connection_that_nobody_uses_has_no_banner() {
    let unused = Settings {
        agent_platform: None,
        ..refused()
    };
    let screen = Screen::show(unused).await;
    assert!(!screen.says(BANNER));
}

#[wasm_bindgen_test]
async fn a_channel_of_notifications_that_fails_has_a_line_that_leads_nowhere() {
    let failing = Settings {
        mail_failing_since: Some(SAVED_AT),
        ..verified(Crm::Zendesk)
    };
    let screen = Screen::show(failing).await;
    assert!(screen.says("Notifications by email have not been delivered since "));
    assert!(!screen.says("Notifications to the webhook"));
    assert!(!screen.has("link", "Go to Zendesk"));
}

#[wasm_bindgen_test]
async fn a_secret_that_does_not_open_is_said_on_chip_box_and_banner() {
    let unreadable = said(Check {
        cause: Some(Cause::SecretUnreadable),
        ..Check::of(Verdict::Rejected)
    });
    let screen = Screen::show(switched_on(unreadable)).await;
    let why = "The stored secret cannot be opened: enter it again.";
    assert!(screen.says("Secret unreadable"));
    assert!(screen.says(&format!("{BANNER} {why}")));
    assert!(screen.says(&format!("On, paused. {why}")));
}

#[wasm_bindgen_test]
async fn links_that_do_not_open_are_said_on_chip_box_list_and_banner() {
    let link = Link {
        state: LinkState::NeedsRelinking,
        cause: Some(Cause::SecretUnreadable),
        ..linked("camille", "Camille Roy")
    };
    let screen = Screen::show(switched_on(admins(vec![link]))).await;
    let why = "The stored tokens cannot be opened: link the administrator again.";
    assert!(screen.says("Secret unreadable"));
    assert!(screen.says("Camille Roy Unreadable"));
    assert!(screen.has("button", "Relink: Camille Roy"));
    assert!(screen.says(&format!(
        "Records for Salesforce wait: its connection has to be repaired. {why}"
    )));
    assert!(screen.says(&format!("On, paused. {why}")));
}
