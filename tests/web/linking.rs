//! Linking: a window that opens in the click, an end that is heard of, and a sentence for each.

use domain::{AttemptStatus, LinkAttempt, LinkFailure, LinkRefusal};
use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::BroadcastChannel;

use crate::{
    fixtures::{admins, linked},
    screen::Screen,
    server::{Server, json},
    wait::{long_enough, until},
};

const ID: &str = "01999999-9999-7999-8999-999999999999";
const ADDRESS: &str = "https://acme.my.salesforce.com/services/oauth2/authorize?state=s";

/// What `window.open` gives while this lives.
struct Windows {
    real: JsValue,
}

impl Windows {
    fn open_as(script: &str) -> Self {
        let real = Reflect::get(&window(), &"open".into()).expect("a window opens windows");
        let fake = Function::new_no_args(script);
        Reflect::set(&window(), &"open".into(), &fake).expect("it can be replaced");
        Self { real }
    }

    /// A window that notes where it is sent.
    fn open() -> Self {
        Self::open_as(
            "const location = { \
               set href(url) { this.url = url; this.began = opened.began; this.opener = opened.opener; }, \
             }; \
             const [began] = arguments; \
             const opened = {began, opener: window, location, focus() {}, close() {}}; \
             return window.opened = opened;",
        )
    }

    fn blocked() -> Self {
        Self::open_as("return null")
    }

    fn address() -> Option<String> {
        Self::noted("url")?.as_string()
    }

    /// What was noted of the window in the moment it was sent somewhere.
    fn noted(what: &str) -> Option<JsValue> {
        let opened = Reflect::get(&window(), &"opened".into()).ok()?;
        let location = Reflect::get(&opened, &"location".into()).ok()?;
        Reflect::get(&location, &what.into()).ok()
    }
}

impl Drop for Windows {
    fn drop(&mut self) {
        let _ = Reflect::set(&window(), &"open".into(), &self.real);
        forget();
    }
}

fn forget() {
    let storage = window().session_storage().ok().flatten();
    let _ = storage.map(|storage| storage.remove_item("linking"));
}

/// A server on which the link that was begun stands so.
fn server(status: &AttemptStatus) -> Server {
    let begun = LinkAttempt {
        id: ID.to_owned(),
        authorize_url: ADDRESS.to_owned(),
        expires_at: 4_102_444_800_000,
    };
    let known = admins(vec![linked("camille", "Camille Roy")]);
    Server::knows(&[
        ("/salesforce/links", json(&begun)),
        (&format!("/linkings/{ID}"), json(status)),
        ("/api/settings/crm", json(&known)),
    ])
}

fn done() -> AttemptStatus {
    AttemptStatus::Linked(linked("camille", "Camille Roy"))
}

async fn nobody_linked() -> Screen {
    forget();
    Screen::show(admins(Vec::new())).await
}

#[wasm_bindgen_test]
async fn the_window_is_sent_to_salesforce_and_a_message_ends_the_wait() {
    let screen = nobody_linked().await;
    let _windows = Windows::open();
    let waiting = server(&AttemptStatus::Waiting);
    screen.clicks("button", "Link").await;
    until("it waits", || {
        screen.says("Waiting for Salesforce; expires at")
    })
    .await;
    assert_eq!(Windows::address().as_deref(), Some(ADDRESS));
    assert!(screen.has("button", "Open the window again"));
    drop(waiting);
    let _server = server(&done());
    let channel = BroadcastChannel::new("portal-links").expect("browsers have it");
    let _ = channel.post_message(&"another".into());
    let _ = channel.post_message(&ID.into());
    until("it is said", || {
        screen.spoken().contains("Camille Roy is linked.")
    })
    .await;
    until("she is listed", || {
        screen.has("button", "Unlink: Camille Roy")
    })
    .await;
    assert!(screen.has("button", "Link"));
    channel.close();
}

#[wasm_bindgen_test]
async fn without_any_message_the_server_is_asked() {
    let screen = nobody_linked().await;
    let _windows = Windows::open();
    let _server = server(&done());
    screen.clicks("button", "Link").await;
    until("it is said", || screen.says("Camille Roy is linked.")).await;
}

#[wasm_bindgen_test]
async fn where_no_window_opens_a_link_leads_there_in_this_tab() {
    let screen = nobody_linked().await;
    let _windows = Windows::blocked();
    let waiting = server(&AttemptStatus::Waiting);
    screen.clicks("button", "Link").await;
    until("it is said", || {
        screen.says("Your browser blocked the window.")
    })
    .await;
    let link = screen.by_role("link", "Continue to Salesforce in this tab");
    assert_eq!(link.get_attribute("href").as_deref(), Some(ADDRESS));
    drop(waiting);
    let _server = server(&AttemptStatus::Cancelled);
    screen.clicks("button", "Cancel linking").await;
    until("it is over", || screen.says("Linking was cancelled.")).await;
}

#[wasm_bindgen_test]
async fn a_refusal_has_the_help_pages_title_and_its_cause_under_it() {
    let screen = nobody_linked().await;
    let _windows = Windows::open();
    let _server = server(&AttemptStatus::Failed(LinkFailure {
        code: LinkRefusal::RequestRefused,
        check: None,
    }));
    screen.clicks("button", "Link").await;
    until("it is said", || {
        screen.says("Could not authenticate Salesforce user")
    })
    .await;
    assert!(screen.says("Proof Key for Code Exchange"));
    assert!(!screen.has("button", "Cancel linking"));
}

#[wasm_bindgen_test]
async fn cancelling_ends_the_wait_and_keeps_the_focus() {
    let screen = nobody_linked().await;
    let _windows = Windows::open();
    let waiting = server(&AttemptStatus::Waiting);
    screen.clicks("button", "Link").await;
    until("it waits", || screen.has("button", "Cancel linking")).await;
    drop(waiting);
    let _server = server(&AttemptStatus::Cancelled);
    let _ = screen.by_role("button", "Cancel linking").focus();
    screen.clicks("button", "Cancel linking").await;
    until("it is said", || screen.says("Linking was cancelled.")).await;
    until("Link has the focus", || screen.focused() == "Link").await;
}

#[wasm_bindgen_test]
async fn a_link_under_way_outlives_a_reload_and_nothing_but_its_id_is_kept() {
    let windows = Windows::open();
    let waiting = server(&AttemptStatus::Waiting);
    let before = nobody_linked().await;
    before.clicks("button", "Link").await;
    until("it waits", || before.says("Waiting for Salesforce")).await;
    let storage = window()
        .session_storage()
        .ok()
        .flatten()
        .expect("there is one");
    assert_eq!(storage.length(), Ok(1));
    assert_eq!(storage.get_item("linking"), Ok(Some(ID.to_owned())));
    drop(before);
    let after = Screen::show(admins(Vec::new())).await;
    until("it waits", || after.says("Waiting for Salesforce")).await;
    drop(waiting);
    let _server = server(&done());
    until("it is said", || after.says("Camille Roy is linked.")).await;
    long_enough().await;
    assert_eq!(storage.get_item("linking"), Ok(None));
    drop(windows);
}

#[wasm_bindgen_test]
async fn the_window_knows_nothing_of_the_portal_s_tab_before_it_is_sent_anywhere() {
    let screen = nobody_linked().await;
    let _windows = Windows::open();
    let _waiting = server(&AttemptStatus::Waiting);
    for button in ["Link", "Open the window again"] {
        screen.clicks("button", button).await;
        until("it is sent", || Windows::address().is_some()).await;
        assert_eq!(Windows::address().as_deref(), Some(ADDRESS));
        assert_eq!(Windows::noted("began"), Some("about:blank".into()));
        assert_eq!(Windows::noted("opener"), Some(JsValue::NULL), "{button}");
        let _ = Reflect::delete_property(&window(), &"opened".into());
    }
}

#[wasm_bindgen_test]
async fn what_is_remembered_and_is_no_id_is_not_asked_about() {
    let storage = window().session_storage().ok().flatten();
    let storage = storage.expect("there is one");
    let _server = server(&AttemptStatus::Waiting);
    for odd in ["../../zendesk/test", "one?two", ""] {
        let _ = storage.set_item("linking", odd);
        let screen = Screen::show(admins(Vec::new())).await;
        long_enough().await;
        assert!(!screen.says("Waiting for Salesforce"), "{odd}");
    }
    forget();
}
