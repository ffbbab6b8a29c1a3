//! Operation Management: what is offered per CRM, the save bar, a save, and somebody else's.

use domain::{Crm, RecordCreation, Settings, wire::Failure};
use leptos::prelude::{GetUntracked, Set};
use portal::i18n::Lang;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{switched_on, verified},
    names::words,
    screen::Screen,
    server::{Server, json},
    wait::until,
};

const ABANDONED: &str = "Create CRM records for abandoned calls";
const DELAY_CALLS: &str = "Delay call record until call is connected";
const DELAY_CHATS: &str = "Delay chat case creation";
const MESSAGES: &str = "until chat has a minimum of messages sent by consumer";
const SKIP_ACCOUNTS: &str = "Skip CRM account creation";
const SKIP_RECORDS: &str = "Skip CRM record creation";

fn holds(creation: RecordCreation) -> Server {
    Server::keeps(&[("GET", 200, 1, json(&creation))])
}

/// The page over these settings, once they have arrived.
async fn shown(settings: Settings) -> Screen {
    let screen = Screen::operations(settings).await;
    until("the settings", || screen.has("checkbox", ABANDONED)).await;
    screen
}

fn bar(screen: &Screen) -> String {
    words(&screen.by_role("region", "Unsaved changes"))
}

#[wasm_bindgen_test]
async fn skipping_is_offered_only_where_the_crm_can() {
    let _server = holds(RecordCreation::default());
    for crm in Crm::ALL {
        let screen = shown(verified(crm)).await;
        let can_skip = matches!(crm, Crm::Zendesk | Crm::Salesforce);
        for caption in [SKIP_ACCOUNTS, SKIP_RECORDS] {
            assert_eq!(screen.has("checkbox", caption), can_skip, "{crm:?}");
        }
        assert!(screen.has("checkbox", DELAY_CALLS), "{crm:?}");
    }
}

#[wasm_bindgen_test]
async fn another_platform_takes_the_former_ones_options_away() {
    let skipping = RecordCreation {
        skip_records: true,
        ..RecordCreation::default()
    };
    let _server = holds(skipping);
    let screen = shown(verified(Crm::Zendesk)).await;
    assert!(screen.is_ticked(SKIP_RECORDS));
    screen.connections.learn(verified(Crm::Dynamics));
    until("they are gone", || !screen.has("checkbox", SKIP_RECORDS)).await;
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn the_record_is_called_as_the_crm_calls_it() {
    let _server = holds(RecordCreation::default());
    let screen = shown(verified(Crm::Kustomer)).await;
    let append = "Append call or chat session to latest open conversation in the same leaf queue";
    assert!(screen.has("checkbox", append));
    assert!(
        screen
            .description(append)
            .contains("a conversation of its own")
    );
}

#[wasm_bindgen_test]
async fn the_bar_names_what_is_unsaved_and_goes_when_it_is_put_back() {
    let _server = holds(RecordCreation::default());
    let screen = shown(verified(Crm::Zendesk)).await;
    assert!(!screen.has("region", "Unsaved changes"));
    screen.clicks("checkbox", ABANDONED).await;
    assert!(bar(&screen).contains(&format!("1 unsaved change: {ABANDONED}")));
    assert!(screen.has("button", "Save General"));
    assert!(screen.guard.is_dirty.get_untracked());
    screen.clicks("checkbox", ABANDONED).await;
    assert!(!screen.has("region", "Unsaved changes"));
    assert!(!screen.guard.is_dirty.get_untracked());
}

#[wasm_bindgen_test]
async fn discard_can_be_undone() {
    let _server = holds(RecordCreation::default());
    let screen = shown(verified(Crm::Zendesk)).await;
    screen.clicks("checkbox", DELAY_CALLS).await;
    screen.clicks("button", "Discard").await;
    assert!(!screen.is_ticked(DELAY_CALLS));
    assert_eq!(screen.spoken(), "Changes discarded.");
    screen.clicks("button", "Undo").await;
    assert!(screen.is_ticked(DELAY_CALLS));
}

#[wasm_bindgen_test]
async fn a_number_of_messages_is_asked_for_only_where_chats_are_delayed() {
    let _server = holds(RecordCreation::default());
    let screen = shown(verified(Crm::Zendesk)).await;
    assert!(!screen.has("textbox", MESSAGES));
    screen.clicks("checkbox", DELAY_CHATS).await;
    assert_eq!(screen.value(MESSAGES), "1");
    screen.types(MESSAGES, "none").await;
    screen.clicks("button", "Save General").await;
    assert_eq!(screen.focused(), MESSAGES, "Save leads to it");
    assert_eq!(
        screen.description(MESSAGES),
        "Enter a whole number from 1 to 999."
    );
}

#[wasm_bindgen_test]
async fn a_save_says_how_much_and_leaves_the_page_clean() {
    let server = holds(RecordCreation::default());
    let screen = shown(switched_on(verified(Crm::Zendesk))).await;
    assert!(screen.says("Abandoned call No record"));
    screen.clicks("checkbox", ABANDONED).await;
    assert!(screen.says("Abandoned call Camille Roy"), "as it stands");
    drop(server);
    let saved = RecordCreation {
        abandoned: true,
        ..RecordCreation::default()
    };
    let _server = Server::keeps(&[("PUT", 200, 2, json(&saved))]);
    screen.clicks("button", "Save General").await;
    until("it is clean", || !screen.has("region", "Unsaved changes")).await;
    assert_eq!(screen.spoken(), "Saved 1 change.");
    assert!(screen.is_ticked(ABANDONED));
}

#[wasm_bindgen_test]
async fn somebody_elses_save_is_shown_beside_mine_and_mine_can_be_kept() {
    let server = holds(RecordCreation::default());
    let screen = shown(verified(Crm::Zendesk)).await;
    screen.clicks("checkbox", ABANDONED).await;
    drop(server);
    let theirs = RecordCreation {
        delay_calls: true,
        ..RecordCreation::default()
    };
    let refusal = Failure {
        code: "changed_meanwhile".to_owned(),
        message: String::new(),
        next_step: String::new(),
        request_id: None,
        problems: Vec::new(),
        current: None,
    };
    let _server = Server::keeps(&[
        ("PUT", 409, 1, json(&refusal)),
        ("GET", 200, 2, json(&theirs)),
    ]);
    screen.clicks("button", "Save General").await;
    let conflict = "Somebody else saved meanwhile";
    until("the choice", || screen.has("region", conflict)).await;
    assert!(screen.has("row", &format!("{ABANDONED} On Off")));
    screen.clicks("button", "Keep mine").await;
    assert!(!screen.has("region", conflict));
    assert!(screen.is_ticked(ABANDONED) && screen.is_ticked(DELAY_CALLS));
    assert!(bar(&screen).contains(&format!("1 unsaved change: {ABANDONED}")));
}

#[wasm_bindgen_test]
async fn the_crm_page_follows_what_is_stored_here() {
    let skipping = RecordCreation {
        abandoned: true,
        chat_messages: 2,
        ..RecordCreation::default()
    };
    let _server = holds(skipping);
    let screen = Screen::show(switched_on(verified(Crm::Zendesk))).await;
    let chat = "New chat, no agent yet, after 2 messages: contact and ticket Camille Roy";
    until("the chat's messages", || screen.says(chat)).await;
    assert!(screen.says("Abandoned call Camille Roy"));
}

#[wasm_bindgen_test]
async fn without_a_server_it_offers_retry_and_recovers() {
    let gone = Server::is_gone();
    let screen = Screen::operations(verified(Crm::Zendesk)).await;
    until("it failed", || screen.has("button", "Retry")).await;
    drop(gone);
    let _server = holds(RecordCreation::default());
    screen.operations.ask();
    until("the settings", || screen.has("checkbox", ABANDONED)).await;
}

#[wasm_bindgen_test]
async fn the_draft_stays_when_the_page_becomes_french() {
    let _server = holds(RecordCreation::default());
    let screen = shown(verified(Crm::Zendesk)).await;
    screen.clicks("checkbox", ABANDONED).await;
    screen.lang.set(Lang::Fr);
    let french = "Créer des enregistrements CRM pour les appels abandonnés";
    until("it is French", || screen.has("checkbox", french)).await;
    assert!(screen.is_ticked(french));
}
