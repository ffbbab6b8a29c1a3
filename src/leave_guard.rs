//! Asks before a dirty draft is left; `leptos_router` has no such gate.
//!
//! Made before `<Router>`: listeners of the window run in the order in which they were registered,
//! so a move that waits for an answer is stopped here and the router never hears of it.

use std::time::Duration;

use js_sys::Reflect;
use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, EventTarget, HtmlAnchorElement, MouseEvent, PopStateEvent};

/// A move to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Along a link.
    To(String),
    /// Back or forward by so many entries of the history.
    By(i32),
}

/// The gate, and the move that waits at it.
#[derive(Clone, Copy)]
pub struct LeaveGuard {
    /// Whether leaving has to be asked about; set by a page with a dirty draft.
    pub is_dirty: RwSignal<bool>,
    /// The move that waits for an answer.
    pub pending: RwSignal<Option<Move>>,
    /// The path that is shown.
    shown: StoredValue<String>,
    /// The entry of the history one was in before the last change of it.
    from: StoredValue<Option<i32>>,
    /// Whether the next `popstate` is the guard's own doing.
    is_returning: StoredValue<bool>,
}

impl LeaveGuard {
    /// Listens to links, to Back and Forward, and to closing.
    #[must_use]
    pub fn new() -> Self {
        let guard = Self {
            is_dirty: RwSignal::new(false),
            pending: RwSignal::new(None),
            shown: StoredValue::new(path()),
            from: StoredValue::new(None),
            is_returning: StoredValue::new(false),
        };
        guard.follow_entries();
        let clicks = window_event_listener(ev::click, move |event| guard.clicked(&event));
        let pops = window_event_listener(ev::popstate, move |event| guard.popped(&event));
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if guard.is_dirty.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            [clicks, pops, closing]
                .into_iter()
                .for_each(WindowListenerHandle::remove);
        });
        guard
    }

    /// Forgets the move that waits.
    pub fn stay(self) {
        self.pending.set(None);
    }

    /// Carries out the move that waits. What navigates comes from `use_navigate`.
    pub fn proceed(self, navigate: impl Fn(&str, NavigateOptions) + 'static) {
        self.is_dirty.set(false);
        match self.pending.try_update(Option::take).flatten() {
            // The page goes only after its dialog has closed: effects of a page that is gone panic.
            Some(Move::To(url)) => {
                let go = move || navigate(&url, NavigateOptions::default());
                set_timeout(go, Duration::ZERO);
            }
            Some(Move::By(distance)) => go(distance),
            None => {}
        }
    }

    fn clicked(self, event: &MouseEvent) {
        let Some(url) = followed_link(event) else {
            return;
        };
        if self.is_dirty.get_untracked() {
            event.prevent_default();
            event.stop_immediate_propagation();
            self.pending.set(Some(Move::To(url)));
        }
    }

    /// Back and Forward cannot be refused, only undone: the entry is taken back, and the move waits.
    fn popped(self, event: &PopStateEvent) {
        if self.is_returning.get_value() {
            self.is_returning.set_value(false);
            event.stop_immediate_propagation();
            return;
        }
        let shown = self.shown.get_value();
        if !self.is_dirty.get_untracked() || path() == shown {
            return;
        }
        event.stop_immediate_propagation();
        let now = navigation().and_then(|navigation| index(&get(&navigation, "currentEntry")?));
        let distance = now
            .zip(self.from.get_value())
            .map(|(now, from)| now - from)
            // Going no step would load the page anew.
            .filter(|distance| *distance != 0);
        if let Some(distance) = distance {
            self.pending.set(Some(Move::By(distance)));
            self.is_returning.set_value(true);
            go(-distance);
        } else {
            // Without the Navigation API the distance is unknown: the page's address becomes a new
            // entry, one step after the one the move led to.
            self.pending.set(Some(Move::By(-1)));
            let history = window().history();
            let _ = history
                .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&shown)));
        }
    }

    /// Notes the page that is shown; the shell tells of every one.
    pub fn shows(self, path: String) {
        self.shown.set_value(path);
    }

    /// Keeps the index of the entry one came from, as long as the application lives.
    fn follow_entries(self) {
        let Some(navigation) = navigation() else {
            return;
        };
        let on_change = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let from = get(&event, "from").and_then(|from| index(&from));
            self.from.set_value(from);
        });
        let listener = on_change.as_ref().unchecked_ref();
        let _ = navigation
            .unchecked_ref::<EventTarget>()
            .add_event_listener_with_callback("currententrychange", listener);
        on_change.forget();
    }
}

impl Default for LeaveGuard {
    fn default() -> Self {
        Self::new()
    }
}

/// The guard of the application.
#[must_use]
pub fn use_leave_guard() -> LeaveGuard {
    expect_context()
}

/// What carries out the move that waits; to be made where the router is known.
pub fn use_proceed() -> impl Fn() + Clone {
    let (guard, navigate) = (use_leave_guard(), use_navigate());
    move || guard.proceed(navigate.clone())
}

fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

fn go(distance: i32) {
    let _ = window()
        .history()
        .and_then(|history| history.go_with_delta(distance));
}

/// `window.navigation`, where the browser has the Navigation API; `web-sys` holds it to be unstable.
fn navigation() -> Option<JsValue> {
    get(&window(), "navigation")
}

/// The index of one of its entries.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an index of the history, a small whole number"
)]
fn index(entry: &JsValue) -> Option<i32> {
    get_number(entry, "index").map(|index| index as i32)
}

fn get_number(from: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(from, &JsValue::from_str(name)).ok()?.as_f64()
}

/// A property that is an object.
fn get(from: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(from, &JsValue::from_str(name)).ok()?;
    value.is_object().then_some(value)
}

/// The URL of a plainly clicked link that leads to another page of the portal.
fn followed_link(event: &MouseEvent) -> Option<String> {
    let has_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || has_key {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    // `rel="external"` is the router's own word for links that are the browser's business.
    let is_external = link
        .rel()
        .split_ascii_whitespace()
        .any(|word| word == "external");
    let is_ours = link.origin() == window().location().origin().ok()?;
    let leaves = link.pathname() != path();
    (is_ours && leaves && !is_external && link.target().is_empty())
        .then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
