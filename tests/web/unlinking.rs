//! Unlinking asks first, names its effect, and leaves the draft alone.

use domain::{Crm, wire::Unlinked};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{admins, linked, switched_on, verified},
    screen::Screen,
    server::{Server, json},
    wait::until,
};

const ALWAYS: &str = "Always use the admin user for all record creations/updates";

async fn two() -> Screen {
    let links = vec![
        linked("camille", "Camille Roy"),
        linked("noor", "Noor Haddad"),
    ];
    Screen::show(admins(links)).await
}

#[wasm_bindgen_test]
async fn the_question_names_who_acts_next_with_the_focus_on_cancel() {
    let screen = two().await;
    screen.clicks("button", "Unlink: Camille Roy").await;
    assert!(screen.has("dialog", "Unlink Camille Roy?"));
    assert!(screen.says("Noor Haddad acts next."));
    assert!(!screen.says("Default User will be unticked."));
    until("Cancel has the focus", || screen.focused() == "Cancel").await;
    screen.clicks("button", "Cancel").await;
    assert!(!screen.has("dialog", "Unlink Camille Roy?"));
    assert!(screen.has("button", "Unlink: Camille Roy"));
}

#[wasm_bindgen_test]
async fn only_the_last_one_says_that_the_box_goes_off() {
    let screen = Screen::show(switched_on(verified(Crm::Salesforce))).await;
    screen.clicks("button", "Unlink: Camille Roy").await;
    assert!(screen.says("Default User will be unticked."));
}

#[wasm_bindgen_test]
async fn afterwards_the_list_is_the_servers_and_what_was_typed_stays() {
    let screen = two().await;
    screen
        .types("Salesforce Organization Name", "Acme Europe")
        .await;
    screen.clicks("checkbox", ALWAYS).await;
    screen.clicks("button", "Unlink: Camille Roy").await;
    let done = Unlinked {
        settings: admins(vec![linked("noor", "Noor Haddad")]),
        is_revoked: false,
    };
    let _server = Server::knows(&[("/links/camille", json(&done))]);
    screen.clicks("button", "Unlink").await;
    until("she is gone", || {
        !screen.has("button", "Unlink: Camille Roy")
    })
    .await;
    assert!(screen.has("button", "Unlink: Noor Haddad"));
    assert_eq!(screen.value("Salesforce Organization Name"), "Acme Europe");
    assert!(screen.is_ticked(ALWAYS));
    assert!(
        screen
            .spoken()
            .contains("Camille Roy is unlinked. Salesforce could not be told")
    );
    until("the list has the focus", || {
        screen.focused() == "Connected Admin Users"
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_id_leads_nowhere_but_to_its_own_address() {
    let screen = Screen::show(admins(vec![linked("../x?y#z", "Camille Roy")])).await;
    let done = Unlinked {
        settings: admins(Vec::new()),
        is_revoked: true,
    };
    let _server = Server::knows(&[("/salesforce/links/..%2Fx%3Fy%23z", json(&done))]);
    screen.clicks("button", "Unlink: Camille Roy").await;
    screen.clicks("button", "Unlink").await;
    until("she is gone", || {
        !screen.has("button", "Unlink: Camille Roy")
    })
    .await;
}
