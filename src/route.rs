//! Pages have URLs: a path in, a page out, and one gate that every navigation passes.
//!
//! `leptos_router` was measured at 30 kB of the compressed bundle, a seventh of the whole budget,
//! and has no way to ask before leaving. What the portal needs of one fits here.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

/// A page of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Settings > Developer Settings > CRM.
    Crm,
    /// Anything else.
    NotFound,
}

/// Where the CRM page lives.
pub const CRM_PATH: &str = "/settings/developer/crm";

impl Page {
    /// The page at a path. The parents of the only settings page lead to it.
    #[must_use]
    pub fn at(path: &str) -> Self {
        match path.trim_end_matches('/') {
            "" | "/settings" | "/settings/developer" | CRM_PATH => Self::Crm,
            _ => Self::NotFound,
        }
    }
}

/// The current place, the gate before leaving it, and a move that waits at the gate.
#[derive(Clone, Copy)]
pub struct Router {
    /// The page shown.
    pub page: RwSignal<Page>,
    /// The URL's fragment, without `#`.
    pub fragment: RwSignal<String>,
    /// Whether leaving has to be asked about; set by a page with a dirty draft.
    pub guarded: RwSignal<bool>,
    /// The move that waits for an answer.
    pub pending: RwSignal<Option<Move>>,
    index: StoredValue<i32>,
    passing: StoredValue<bool>,
}

/// A move to another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Along a link.
    To(String),
    /// Back or forward by so many entries.
    By(i32),
}

impl Router {
    /// Reads the current URL and listens to links, to back and forward, and to closing.
    #[must_use]
    pub fn new() -> Self {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let router = Self {
            page: RwSignal::new(Page::at(&path)),
            fragment: RwSignal::new(fragment()),
            guarded: RwSignal::new(false),
            pending: RwSignal::new(None),
            index: StoredValue::new(state_index().unwrap_or(0)),
            passing: StoredValue::new(false),
        };
        if router.page.get_untracked() == Page::Crm && path != CRM_PATH {
            replace(
                &format!("{CRM_PATH}{}", location.hash().unwrap_or_default()),
                router.index.get_value(),
            );
        } else {
            replace("", router.index.get_value());
        }
        router.listen();
        router
    }

    /// Goes to a URL of the portal, unless the gate is shut: then the move waits.
    pub fn go(self, url: &str) {
        let leaves = url.split('#').next() != window().location().pathname().ok().as_deref()
            && !url.starts_with('#');
        if leaves && self.guarded.get_untracked() {
            self.pending.set(Some(Move::To(url.to_owned())));
            return;
        }
        let index = self.index.get_value() + 1;
        self.index.set_value(index);
        let state = JsValue::from(index);
        let _ = window()
            .history()
            .and_then(|history| history.push_state_with_url(&state, "", Some(url)));
        self.read();
        if leaves {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Carries out the waiting move.
    pub fn proceed(self) {
        self.guarded.set(false);
        match self.pending.try_update(Option::take).flatten() {
            // The page goes only after its dialog has closed: effects of a page that is gone panic.
            Some(Move::To(url)) => set_timeout(move || self.go(&url), Duration::ZERO),
            Some(Move::By(delta)) => {
                let _ = window()
                    .history()
                    .and_then(|history| history.go_with_delta(delta));
            }
            None => {}
        }
    }

    fn read(self) {
        self.page.set(Page::at(
            &window().location().pathname().unwrap_or_default(),
        ));
        self.fragment.set(fragment());
    }

    fn listen(self) {
        let _ = window_event_listener(ev::click, move |event| {
            if let Some(url) = followed_link(&event) {
                event.prevent_default();
                self.go(&url);
            }
        });
        let _ = window_event_listener(ev::popstate, move |_| self.popped());
        let _ = window_event_listener(ev::beforeunload, move |event| {
            if self.guarded.get_untracked() {
                event.prevent_default();
            }
        });
    }

    /// Back and forward cannot be refused, only undone: the entry is taken back and the move waits.
    fn popped(self) {
        let before = self.index.get_value();
        // An entry without an index is a new one that the browser made for a fragment.
        let now = state_index().unwrap_or_else(|| {
            replace("", before + 1);
            before + 1
        });
        let was_passing = self.passing.get_value();
        self.passing.set_value(false);
        let leaves = Page::at(&window().location().pathname().unwrap_or_default())
            != self.page.get_untracked();
        if !was_passing && leaves && self.guarded.get_untracked() && now != before {
            self.passing.set_value(true);
            self.pending.set(Some(Move::By(now - before)));
            let _ = window()
                .history()
                .and_then(|history| history.go_with_delta(before - now));
            return;
        }
        self.index.set_value(now);
        self.read();
    }
}

impl Default for Router {
    fn default() -> Self {
        Self::new()
    }
}

/// The router of the application.
#[must_use]
pub fn use_router() -> Router {
    expect_context()
}

fn fragment() -> String {
    window()
        .location()
        .hash()
        .unwrap_or_default()
        .trim_start_matches('#')
        .to_owned()
}

fn state_index() -> Option<i32> {
    let state = window().history().ok()?.state().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an index of the history, written by us"
    )]
    state.as_f64().map(|index| index as i32)
}

fn replace(url: &str, index: i32) {
    let url = (!url.is_empty()).then_some(url);
    let _ = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::from(index), "", url));
}

/// The URL of a link that leads to another page of the portal and was clicked plainly.
fn followed_link(event: &web_sys::MouseEvent) -> Option<String> {
    if event.default_prevented()
        || event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target
        .closest("a[href]")
        .ok()??
        .dyn_into::<web_sys::HtmlAnchorElement>()
        .ok()?;
    let is_ours = link.origin() == window().location().origin().ok()?
        && link.target().is_empty()
        && !link.pathname().starts_with("/api/");
    // A fragment of the same page is the browser's own business.
    let same_page = link.pathname() == window().location().pathname().ok()?;
    (is_ours && (!same_page || link.hash().is_empty()))
        .then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parents_of_the_crm_page_lead_to_it() {
        for path in [
            "/",
            "/settings",
            "/settings/developer/",
            "/settings/developer/crm",
            "/settings/developer/crm/",
        ] {
            assert_eq!(Page::at(path), Page::Crm, "{path}");
        }
        assert_eq!(Page::at("/settings/nothing"), Page::NotFound);
    }
}
