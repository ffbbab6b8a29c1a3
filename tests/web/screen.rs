//! The page on a screen, and what a person does with it.

use std::cell::OnceCell;

use domain::Settings;
use leptos::{mount::mount_to, prelude::*};
use leptos_router::components::Router;
use portal::{
    connections::{Banner, Connections},
    i18n::Lang,
    leave_guard::LeaveGuard,
    pages::{
        monitor::activity::{ActivityPage, Feed},
        settings::{
            crm::{CrmPage, Page},
            operations::{Operations, OperationsPage},
        },
    },
    paths,
    server::About,
    ui::live,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use crate::{
    names::{description, input, is_shown, name, role, words},
    wait::settle,
};

const PLACE: &str = "screen";

thread_local! {
    /// The signals of every test, and the one guard that listens to the window.
    static HOUSE: OnceCell<(Owner, LeaveGuard)> = const { OnceCell::new() };
}

/// A mounted page; dropping it takes it away.
pub struct Screen {
    root: HtmlElement,
    /// The page's state.
    pub page: Page,
    /// The state of Activity.
    pub feed: Feed,
    /// The state of Operation Management.
    pub operations: Operations,
    /// What is known of the connections.
    pub connections: Connections,
    /// What is known of the server.
    pub about: About,
    /// What asks before the page is left.
    pub guard: LeaveGuard,
    /// The page's language.
    pub lang: RwSignal<Lang>,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Screen {
    /// The CRM page over these settings, in English.
    pub async fn show(settings: Settings) -> Self {
        forget_fragment();
        Self::of(settings, || view! { <CrmPage /> }.into_any()).await
    }

    /// The Activity page at its address with this search part, in English.
    pub async fn activity(search: &str) -> Self {
        go_to(&format!("{}{search}", paths::ACTIVITY));
        // Who has scrolled reads, and what an earlier test had the focus on was scrolled to.
        window().scroll_to_with_x_and_y(0.0, 0.0);
        Self::of(Settings::default(), || {
            view! { <ActivityPage /> }.into_any()
        })
        .await
    }

    /// Operation Management over these settings of the CRM page, in English.
    pub async fn operations(settings: Settings) -> Self {
        go_to(paths::OPERATIONS);
        Self::of(settings, || view! { <OperationsPage /> }.into_any()).await
    }

    async fn of(settings: Settings, view: fn() -> AnyView) -> Self {
        let (owner, guard) = HOUSE.with(|house| {
            let (owner, guard) = house.get_or_init(|| {
                // Mounting anything starts what runs effects.
                drop(mount_to(place(), || ()));
                let owner = Owner::new_root(None);
                let guard = owner.with(LeaveGuard::new);
                (owner, guard)
            });
            (owner.clone(), *guard)
        });
        // Signals that outlive the page, as the application's do.
        let (page, feed, operations, connections, about, lang) = owner.with(|| {
            let lang = RwSignal::new(Lang::En);
            provide_context(lang);
            let connections = Connections::unknown();
            let page = Page::new(connections);
            let operations = Operations::new(connections);
            let about = About::unknown();
            (page, Feed::new(), operations, connections, about, lang)
        });
        connections.learn(settings);
        let root = place();
        let mounted = mount_to(root.clone(), move || {
            provide_context(lang);
            provide_context(connections);
            provide_context(about);
            provide_context(page);
            provide_context(feed);
            provide_context(operations);
            provide_context(guard);
            view! {
                <Router>
                    <main id="main" tabindex="-1">
                        {move || {
                            lang.track();
                            view! { <Banner /> }
                        }}
                        {view()}
                    </main>
                </Router>
                <live::Region />
            }
            .into_any()
        });
        settle().await;
        Self {
            root,
            page,
            feed,
            operations,
            connections,
            about,
            guard,
            lang,
            mounted: Some(Box::new(mounted)),
        }
    }

    /// Something else on the screen, such as the whole application; its signals outlive the test.
    pub async fn mount<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
        forget_fragment();
        let root = place();
        std::mem::forget(mount_to(root.clone(), view));
        settle().await;
        root
    }

    /// Every element of that role and name.
    pub fn all(&self, of_role: &str, named: &str) -> Vec<HtmlElement> {
        all(&self.root, of_role, named)
    }

    /// The one element of that role and name.
    pub fn by_role(&self, of_role: &str, named: &str) -> HtmlElement {
        by_role(&self.root, of_role, named)
    }

    /// The one input, checkbox or radio button of that label.
    pub fn by_label(&self, label: &str) -> HtmlElement {
        let found: Vec<_> = ["textbox", "checkbox", "radio"]
            .into_iter()
            .flat_map(|role| self.all(role, label))
            .collect();
        one(found, "input", label)
    }

    /// The one element of that role whose name has these words in it.
    pub fn naming(&self, of_role: &str, part: &str) -> HtmlElement {
        let found = self.all_of(of_role).into_iter();
        let found = found.filter(|element| name(element).contains(part));
        one(found.collect(), of_role, part)
    }

    /// Whether there is an element of that role and name.
    pub fn has(&self, of_role: &str, named: &str) -> bool {
        !self.all(of_role, named).is_empty()
    }

    /// Whether these words stand on the page.
    pub fn says(&self, sentence: &str) -> bool {
        words(&self.root).contains(sentence)
    }

    /// What the last message to a screen reader was.
    pub fn spoken(&self) -> String {
        words(&one(self.all_of("status"), "status", ""))
    }

    /// What describes the input of that label.
    pub fn description(&self, label: &str) -> String {
        description(&self.by_label(label))
    }

    /// Whether the input of that label is ticked or chosen.
    pub fn is_ticked(&self, label: &str) -> bool {
        input(&self.by_label(label)).checked()
    }

    /// What stands in the input of that label.
    pub fn value(&self, label: &str) -> String {
        input(&self.by_label(label)).value()
    }

    /// The name of what has the focus.
    pub fn focused(&self) -> String {
        document()
            .active_element()
            .map(|element| name(&element))
            .unwrap_or_default()
    }

    /// Types into the input of that label, over what was there.
    pub async fn types(&self, label: &str, text: &str) {
        let element = self.by_label(label);
        let _ = element.focus();
        input(&element).set_value(text);
        fire(&element, "input");
        settle().await;
    }

    /// Moves the focus away from the input of that label.
    pub async fn leaves(&self, label: &str) {
        let element = self.by_label(label);
        let _ = element.focus();
        let _ = element.blur();
        settle().await;
    }

    /// Clicks the element of that role and name.
    pub async fn clicks(&self, of_role: &str, named: &str) {
        self.by_role(of_role, named).click();
        settle().await;
    }

    /// Follows a link of the page to another address.
    pub async fn follows(&self, href: &str) {
        let link = document()
            .create_element("a")
            .expect("a document makes elements");
        let _ = link.set_attribute("href", href);
        let _ = self.root.append_child(&link);
        link.unchecked_ref::<HtmlElement>().click();
        link.remove();
        settle().await;
    }

    fn all_of(&self, of_role: &str) -> Vec<HtmlElement> {
        elements(&self.root)
            .filter(|element| role(element) == of_role)
            .collect()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.mounted.take());
        self.root.remove();
    }
}

/// Dispatches an event as the browser does.
pub fn fire(element: &Element, kind: &str) {
    let event = Event::new(kind).expect("events can be made");
    event.init_event_with_bubbles_and_cancelable(kind, true, true);
    let _ = element.dispatch_event(&event);
}

/// Every shown element of that role and name.
pub fn all(root: &Element, of_role: &str, named: &str) -> Vec<HtmlElement> {
    elements(root)
        .filter(|element| role(element) == of_role && is_shown(element) && name(element) == named)
        .collect()
}

/// The one shown element of that role and name.
pub fn by_role(root: &Element, of_role: &str, named: &str) -> HtmlElement {
    one(all(root, of_role, named), of_role, named)
}

fn one(mut found: Vec<HtmlElement>, of_role: &str, named: &str) -> HtmlElement {
    assert_eq!(found.len(), 1, "how often there is a {of_role} \"{named}\"");
    found.remove(0)
}

fn elements(root: &Element) -> impl Iterator<Item = HtmlElement> + use<> {
    let all = root.get_elements_by_tag_name("*");
    (0..all.length()).filter_map(move |at| all.item(at)?.dyn_into().ok())
}

/// A panel that an earlier test looked at is no wish of this one.
fn forget_fragment() {
    go_to("/");
}

/// Another address, without loading anything.
fn go_to(address: &str) {
    let history = window().history();
    let _ = history
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
}

/// Where a test puts its page. What a failed test left there goes first: a panic drops nothing.
fn place() -> HtmlElement {
    if let Some(leftover) = document().get_element_by_id(PLACE) {
        leftover.remove();
    }
    let place = document()
        .create_element("div")
        .expect("a document makes elements");
    place.set_id(PLACE);
    let body = document().body().expect("a page has a body");
    body.append_child(&place).expect("a body takes elements");
    place.unchecked_into()
}
