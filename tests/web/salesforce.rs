//! Salesforce's panel: what a link lacks, the boxes by links, and the login URL's twin.

use domain::{Cause, Crm, LinkState, Settings, wire::About};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    fixtures::{admins, linked, switched_on, verified},
    names::{description, words},
    screen::Screen,
    server::Server,
    wait::{settle, until},
};

const BOX: &str = "Use the admin user for all record creations/updates that can't be attributed to a specific agent";
const ALWAYS: &str = "Always use the admin user for all record creations/updates";
const ORG_ID: &str = "Salesforce Organization ID";
const URL: &str = "Login URL";

fn empty() -> Settings {
    Settings {
        agent_platform: Some(Crm::Salesforce),
        ..Settings::default()
    }
}

fn is_unavailable(screen: &Screen, role: &str, name: &str) -> bool {
    let element = screen.by_role(role, name);
    element.get_attribute("aria-disabled").as_deref() == Some("true")
}

#[wasm_bindgen_test]
async fn link_waits_and_names_every_field_that_is_missing() {
    let screen = Screen::show(empty()).await;
    assert!(is_unavailable(&screen, "button", "Link"));
    let why = description(&screen.by_role("button", "Link"));
    for caption in [
        ORG_ID,
        "Salesforce Organization Name",
        "Connected App Consumer Key",
        "Connected App Consumer Secret",
        "SFDC Cloud Selection",
        URL,
    ] {
        assert!(why.contains(caption), "{why}");
    }
    let _server = Server::hangs();
    screen.clicks("button", "Link").await;
    assert!(!screen.says("Opening Salesforce"));
}

#[wasm_bindgen_test]
async fn what_is_typed_has_to_be_saved_before_a_link() {
    let screen = Screen::show(verified(Crm::Salesforce)).await;
    assert!(!is_unavailable(&screen, "button", "Link"));
    screen.types(ORG_ID, "00Dam00000Uo32q").await;
    assert!(is_unavailable(&screen, "button", "Link"));
    let why = description(&screen.by_role("button", "Link"));
    assert!(why.contains("Save first"), "{why}");
    assert!(screen.says("each administrator has to link again"));
}

#[wasm_bindgen_test]
async fn without_a_linked_administrator_both_boxes_lead_to_link() {
    let screen = Screen::show(admins(Vec::new())).await;
    for name in [BOX, ALWAYS] {
        assert!(is_unavailable(&screen, "checkbox", name));
        assert!(
            screen
                .description(name)
                .contains("No administrator is linked.")
        );
        screen.clicks("checkbox", name).await;
        assert!(!screen.is_ticked(name));
    }
    let leads = screen.all("link", "Go to Link");
    assert_eq!(leads.len(), 2);
    leads[1].click();
    until("Link has the focus", || screen.focused() == "Link").await;
}

#[wasm_bindgen_test]
async fn with_one_linked_each_box_goes_its_own_way_and_owners_follow() {
    let screen = Screen::show(verified(Crm::Salesforce)).await;
    screen.clicks("checkbox", ALWAYS).await;
    assert!(screen.is_ticked(ALWAYS) && !screen.is_ticked(BOX));
    let bar = words(&screen.by_role("region", "Unsaved changes"));
    assert!(bar.contains(ALWAYS), "{bar}");
    let owners = words(&screen.by_role("list", "Who would own it?"));
    assert!(owners.contains("The agent; Camille Roy writes"), "{owners}");
    screen.clicks("checkbox", ALWAYS).await;
    assert!(!screen.has("region", "Unsaved changes"));
}

#[wasm_bindgen_test]
async fn a_lightning_address_is_told_and_its_twin_offered() {
    let screen = Screen::show(verified(Crm::Salesforce)).await;
    screen
        .types(URL, "https://umbrella.lightning.force.com/one")
        .await;
    screen.clicks("button", "Save Login URL").await;
    until("the error is there", || {
        screen.says("This is the Lightning address.")
    })
    .await;
    screen
        .clicks("button", "Use umbrella.my.salesforce.com")
        .await;
    assert_eq!(screen.value(URL), "umbrella.my.salesforce.com");
    assert!(!screen.says("This is the Lightning address."));
    until("the field has the focus", || screen.focused() == URL).await;
}

#[wasm_bindgen_test]
async fn an_id_of_eighteen_characters_is_trimmed_with_a_word_and_a_wrong_end_is_told() {
    let screen = Screen::show(empty()).await;
    screen.types(ORG_ID, "00D0O000005Jj18UAC").await;
    screen.leaves(ORG_ID).await;
    assert_eq!(screen.value(ORG_ID), "00D0O000005Jj18");
    assert!(screen.spoken().contains("15 characters"));
    screen.types(ORG_ID, "00D0O000005Jj18UAB").await;
    screen.leaves(ORG_ID).await;
    let wrong = "The last three of these 18 characters do not fit";
    until("the error is there", || screen.says(wrong)).await;
}

#[wasm_bindgen_test]
async fn the_list_says_how_each_one_stands_and_who_stands_in() {
    let mut dead = linked("camille", "Camille Roy");
    dead.state = LinkState::NeedsRelinking;
    dead.cause = Some(Cause::GrantGone);
    let screen = Screen::show(admins(vec![dead, linked("noor", "Noor Haddad")])).await;
    let list = words(&screen.by_role("list", "Connected Admin Users"));
    for part in [
        "Camille Roy Needs relinking",
        "Noor Haddad Active In use",
        "noor@acme.example",
    ] {
        assert!(list.contains(part), "{list}");
    }
    assert!(screen.says("Noor Haddad now acts, because Camille Roy's link needs relinking."));
    assert!(screen.has("button", "Relink: Camille Roy"));
    assert!(!screen.has("button", "Relink: Noor Haddad"));
    assert!(screen.has("button", "Make primary: Noor Haddad"));
    assert!(!screen.has("button", "Make primary: Camille Roy"));
}

#[wasm_bindgen_test]
async fn with_no_link_that_works_the_box_is_on_and_paused() {
    let mut dead = linked("camille", "Camille Roy");
    dead.state = LinkState::NotAdmin;
    let screen = Screen::show(switched_on(admins(vec![dead]))).await;
    assert!(screen.is_ticked(BOX));
    assert!(
        screen
            .description(BOX)
            .contains("On, paused: no linked administrator works since")
    );
    assert!(screen.says("Records for Salesforce wait"));
    assert!(screen.says("Not an administrator any more"));
}

/// A server that Salesforce leads back to at that address.
fn about(redirect_uri: &str) -> About {
    About {
        version: "0".to_owned(),
        sandbox: false,
        redirect_uri: redirect_uri.to_owned(),
    }
}

#[wasm_bindgen_test]
async fn the_redirect_uri_can_be_read_and_not_typed_over() {
    let screen = Screen::show(verified(Crm::Salesforce)).await;
    let uri = "http://127.0.0.1:8080/v1/salesforce/oauth_callback";
    screen.about.note(about(uri));
    settle().await;
    assert_eq!(screen.value("Redirect URI"), uri);
    assert!(screen.by_label("Redirect URI").has_attribute("readonly"));
    assert!(screen.has("button", "Copy: Redirect URI"));
}
