//! Activity: rows, their stories, the filters in the address, and every state of the list.

use domain::{
    Crm, Reason,
    wire::{Activity, ActivityPage, Held},
};
use leptos::prelude::{Set, window};
use portal::i18n::Lang;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    activity_fixtures::{AT, parked, row, story},
    screen::{Screen, fire},
    server::{Server, json},
    wait::{settle, until},
};

const LIST: &str = "/api/activity";

fn page(rows: Vec<Activity>) -> ActivityPage {
    ActivityPage {
        rows,
        ..ActivityPage::default()
    }
}

/// A server that knows this page, whole, and these stories.
fn server(page: &ActivityPage) -> Server {
    let mut answers = vec![(LIST.to_owned(), json(page))];
    for row in &page.rows {
        answers.push((format!("{LIST}/{}", row.id), json(&story(row.clone()))));
        answers.push((format!("{LIST}/{}/replay", row.id), String::new()));
    }
    let answers: Vec<_> = answers
        .iter()
        .map(|(end, body)| (end.as_str(), body.clone()))
        .collect();
    Server::knows(&answers)
}

/// How many rows there are.
fn rows(screen: &Screen) -> usize {
    let list = screen.by_role("region", "Activity");
    list.get_elements_by_tag_name("time").length() as usize
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

async fn choose(screen: &Screen, label: &str, key: &str) {
    let picker = screen.by_role("combobox", label);
    js_sys::Reflect::set(&picker, &"value".into(), &key.into()).expect("a picker has a value");
    fire(&picker, "change");
    settle().await;
}

#[wasm_bindgen_test]
async fn a_row_says_what_happened_and_opens_to_its_story() {
    let _server = server(&page(vec![row("2"), parked("1", "record_closed")]));
    let screen = Screen::activity("").await;
    until("two rows", || rows(&screen) == 2).await;
    let first = screen.naming("button", "chat-2");
    assert!(screen.says("Session started Session chat-2 · Zendesk Camille Roy Default user · No agent has taken the session yet. Delivered"));
    assert_eq!(
        first.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    first.click();
    until("the story", || screen.says("What was decided")).await;
    assert_eq!(
        first.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert!(screen.says("The record belongs to Camille Roy (default user)."));
    assert!(screen.says("nora.neumann@acme.example"));
    assert!(screen.says("Create the record no answer"));
    let link = screen.by_role("link", "Open in Zendesk: ticket 35291 (new tab)");
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("external noopener")
    );
    assert!(!screen.says("Replay"));
    first.click();
    until("it is closed", || !screen.says("What was decided")).await;
}

#[wasm_bindgen_test]
async fn what_is_parked_says_its_cure_and_can_be_replayed() {
    let all = page(vec![parked("1", "record_closed")]);
    let known = server(&all);
    let screen = Screen::activity("").await;
    until("the row", || rows(&screen) == 1).await;
    screen.naming("button", "chat-1").click();
    until("its story", || screen.says("What now")).await;
    assert!(screen.says("The record is closed in the CRM."));
    assert!(screen.says("Reopen the record in the CRM, then replay."));
    drop(known);
    let waiting = Activity {
        state: domain::DeliveryState::Waiting,
        ..all.rows[0].clone()
    };
    let _server = server(&page(vec![waiting]));
    let replay = "Replay: Session started, Session chat-1 · Zendesk";
    screen.clicks("button", replay).await;
    until("it is said beside it", || {
        screen.says("Back in line: it is tried again now.")
    })
    .await;
    assert_eq!(screen.spoken(), "Back in line: it is tried again now.");
    until("the button is gone", || !screen.has("button", replay)).await;
    until("the focus is on the row", || {
        screen.focused().contains("chat-1")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_replay_that_came_too_late_says_so() {
    let known = server(&page(vec![parked("1", "invalid")]));
    let screen = Screen::activity("").await;
    until("the row", || rows(&screen) == 1).await;
    screen.naming("button", "chat-1").click();
    until("its story", || screen.says("What now")).await;
    drop(known);
    let refusal = domain::wire::Failure {
        code: "not_parked".to_owned(),
        message: String::new(),
        next_step: String::new(),
        request_id: None,
        problems: Vec::new(),
        current: None,
    };
    let _server = Server::answers(409, &refusal);
    screen
        .clicks(
            "button",
            "Replay: Session started, Session chat-1 · Zendesk",
        )
        .await;
    until("it is said", || screen.says("It is not parked any more.")).await;
}

#[wasm_bindgen_test]
async fn the_filters_are_those_of_the_address_and_go_into_it() {
    let answers = [
        (
            "/api/activity?state=parked",
            json(&page(vec![parked("1", "invalid")])),
        ),
        (
            "/api/activity?state=parked&owner=agent",
            json(&page(Vec::new())),
        ),
        ("/api/activity", json(&page(vec![row("2"), row("3")]))),
    ];
    let _server = Server::knows(&answers);
    let screen = Screen::activity("?state=parked").await;
    until("the parked one", || rows(&screen) == 1).await;
    let state = screen.by_role("combobox", "State");
    let value = js_sys::Reflect::get(&state, &"value".into()).expect("a picker has a value");
    assert_eq!(value.as_string().as_deref(), Some("parked"));
    choose(&screen, "Owner", "agent").await;
    assert_eq!(search(), "?state=parked&owner=agent");
    until("nothing matches", || screen.says("Nothing matches")).await;
    screen
        .by_role(
            "region",
            "Nothing matches No event passes these filters. Clear filters",
        )
        .query_selector("button")
        .ok()
        .flatten()
        .and_then(|button| button.dyn_into::<HtmlElement>().ok())
        .expect("it offers to clear them")
        .click();
    until("all rows", || {
        screen.has("region", "Activity") && rows(&screen) == 2
    })
    .await;
    assert_eq!(search(), "");
}

#[wasm_bindgen_test]
async fn without_events_it_says_how_to_send_the_first_one() {
    let _server = server(&page(Vec::new()));
    let screen = Screen::activity("").await;
    until("it is empty", || screen.says("No events yet")).await;
    assert!(screen.says("POST /api/v1/events"));
    let link = screen.by_role("link", "How to send them: the API document");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("/api/openapi.json")
    );
}

#[wasm_bindgen_test]
async fn without_a_server_it_offers_retry_and_recovers() {
    let gone = Server::is_gone();
    let screen = Screen::activity("").await;
    until("it failed", || screen.says("Activity could not be loaded.")).await;
    drop(gone);
    let _server = server(&page(vec![row("1")]));
    screen.clicks("button", "Retry").await;
    until("the row", || screen.has("region", "Activity")).await;
}

#[wasm_bindgen_test]
async fn a_server_that_goes_away_leaves_what_is_known_and_is_said() {
    let known = server(&page(vec![row("1")]));
    let screen = Screen::activity("").await;
    until("the row", || screen.has("region", "Activity")).await;
    assert!(screen.says("Updates by itself."));
    drop(known);
    let _gone = Server::is_gone();
    screen.feed.look();
    until("it is said", || screen.says("Not up to date since")).await;
    assert_eq!(rows(&screen), 1);
}

#[wasm_bindgen_test]
async fn what_is_held_says_why_and_leads_to_its_cure() {
    let mut held = page(vec![row("1")]);
    held.held = Some(Held {
        count: 12,
        oldest: AT,
        reason: Reason::Paused,
        crm: Some(Crm::Zendesk),
    });
    let _server = server(&held);
    let screen = Screen::activity("").await;
    until("the note", || {
        screen.says("12 events have been waiting for Zendesk since")
    })
    .await;
    assert!(screen.says("The CRM refuses the credentials."));
    let link = screen.by_role("link", "Go to Zendesk");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("/settings/developer/crm#zendesk")
    );
}

#[wasm_bindgen_test]
async fn newer_rows_wait_while_one_reads_and_come_at_once_otherwise() {
    let first = server(&page(vec![row("1")]));
    let screen = Screen::activity("").await;
    until("the row", || screen.has("region", "Activity")).await;
    drop(first);
    let second = server(&page(vec![row("2"), row("1")]));
    screen.feed.look();
    until("it comes at once", || rows(&screen) == 2).await;
    screen.naming("button", "chat-1").click();
    until("its story", || screen.says("What now")).await;
    drop(second);
    let _third = server(&page(vec![row("4"), row("3"), row("2"), row("1")]));
    screen.feed.look();
    until("they wait", || screen.has("button", "2 newer: show them")).await;
    assert_eq!(rows(&screen), 2);
    screen.clicks("button", "2 newer: show them").await;
    until("they are shown", || rows(&screen) == 4).await;
    assert!(screen.says("What now"), "what was open stays open");
    until("the focus is on the newest", || {
        screen.focused().contains("chat-4")
    })
    .await;
}

#[wasm_bindgen_test]
async fn older_rows_are_added_below() {
    let first = ActivityPage {
        next: Some("a/b".to_owned()),
        ..page(vec![row("3"), row("2")])
    };
    let answers = [
        ("/api/activity?before=a%2Fb", json(&page(vec![row("1")]))),
        ("/api/activity", json(&first)),
    ];
    let _server = Server::knows(&answers);
    let screen = Screen::activity("").await;
    until("the rows", || screen.has("button", "Show older")).await;
    screen.clicks("button", "Show older").await;
    until("all three", || rows(&screen) == 3).await;
    assert!(screen.says("That is the oldest one."));
    assert_eq!(screen.spoken(), "3 events shown.");
    until("the focus is on the first of them", || {
        screen.focused().contains("chat-1")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_row_that_is_open_stays_open_in_french() {
    let _server = server(&page(vec![row("1")]));
    let screen = Screen::activity("").await;
    until("the row", || screen.has("region", "Activity")).await;
    screen.naming("button", "chat-1").click();
    until("its story", || screen.says("What now")).await;
    screen.lang.set(Lang::Fr);
    until("it is French", || screen.says("Ce qui a été décidé")).await;
    assert!(screen.says("L'enregistrement appartient à Camille Roy (utilisateur par défaut)."));
}
