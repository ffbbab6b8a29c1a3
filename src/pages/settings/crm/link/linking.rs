//! A link on its way: the window that opens in the click, and the two ways its end is heard of,
//! by a message of that window and by asking the server. That the window is shut proves nothing.

use std::time::Duration;

use domain::LinkingStatus;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent, Storage, Window};

use super::{
    super::{ids, save::told},
    run::{End, Run, Waiting},
    state::Links,
};
use crate::{
    api,
    ui::{focus, is_focus_lost, live},
};

/// The channel's name; `public/linked.js` speaks on it.
const CHANNEL: &str = "portal-links";
/// The window's name, by which a second click finds it again.
const WINDOW: &str = "portal-link";
/// Where a link that is under way outlives a reload; its id is all that is kept.
const KEPT: &str = "linking";
const EVERY: Duration = Duration::from_secs(2);

impl Links {
    /// Opens the window and begins; while one waits, opens its window again.
    pub fn begin(self) {
        match self.run.get_untracked() {
            Run::Starting => return,
            Run::Waiting(Waiting { url: Some(url), .. }) => {
                let popup = open();
                let is_blocked = popup.is_none();
                lead(popup.as_ref(), &url);
                self.run.update(|run| {
                    if let Run::Waiting(waiting) = run {
                        waiting.is_blocked = is_blocked;
                    }
                });
                return;
            }
            _ => {}
        }
        let popup = open();
        self.run.set(Run::Starting);
        let t = self.draft.text();
        live::say(t.link_starting);
        spawn_local(async move {
            match api::begin_link().await {
                Ok(linking) => {
                    lead(popup.as_ref(), &linking.authorize_url);
                    live::say(if popup.is_some() {
                        t.link_waiting
                    } else {
                        t.link_blocked
                    });
                    self.watch(Waiting {
                        id: linking.id,
                        url: Some(linking.authorize_url),
                        expires_at: Some(linking.expires_at),
                        is_blocked: popup.is_none(),
                    });
                }
                Err(error) => {
                    if let Some(popup) = popup {
                        let _ = popup.close();
                    }
                    self.end(End::NotBegun(error));
                }
            }
        });
    }

    /// Takes up the link that was under way before a reload.
    pub fn resume(self) {
        let id = storage().and_then(|kept| kept.get_item(KEPT).ok()?);
        let id = id.filter(|id| api::is_id(id));
        if let (Some(id), true) = (id, self.run.with_untracked(|run| *run == Run::Idle)) {
            self.watch(Waiting {
                id,
                url: None,
                expires_at: None,
                is_blocked: false,
            });
        }
    }

    /// Calls the link off.
    pub fn cancel(self) {
        let Some(id) = self.waits_for() else { return };
        spawn_local(async move {
            match api::cancel_linking(&id).await {
                Ok(status) => self.hear(&id, status),
                Err(api::Error::Server { status: 404, .. }) => {
                    self.hear(&id, LinkingStatus::Cancelled);
                }
                Err(error) => self.draft.tell(told::failure(self.draft.text(), &error)),
            }
        });
    }

    fn watch(self, waiting: Waiting) {
        if let Some(kept) = storage() {
            let _ = kept.set_item(KEPT, &waiting.id);
        }
        let id = waiting.id.clone();
        self.run.set(Run::Waiting(waiting));
        self.listen();
        self.ask_on(id);
    }

    /// Asks at once and then again and again, until it is over.
    fn ask_on(self, id: String) {
        spawn_local(async move {
            self.ask(&id).await;
            if self.waits_for().as_ref() == Some(&id) {
                set_timeout(move || self.ask_on(id), EVERY);
            }
        });
    }

    async fn ask(self, id: &str) {
        match api::linking(id).await {
            Ok(status) => self.hear(id, status),
            Err(api::Error::Server { status: 404, .. }) => self.hear(id, LinkingStatus::Expired),
            // No answer is no end.
            Err(_) => {}
        }
    }

    /// Listens to the window; the message is the id of its link.
    fn listen(self) {
        if self.hears.get_value() {
            return;
        }
        self.hears.set_value(true);
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
            return;
        };
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let id = message.data().as_string();
            if let Some(id) = id.filter(|id| self.waits_for().as_ref() == Some(id)) {
                spawn_local(async move { self.ask(&id).await });
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // It listens as long as the page lives.
        on_message.forget();
    }

    fn waits_for(self) -> Option<String> {
        // Asked from timers too, when a page and its signals may be gone.
        match self.run.try_get_untracked() {
            Some(Run::Waiting(waiting)) => Some(waiting.id),
            _ => None,
        }
    }

    /// What an answer means for the link that is waited for; for any other one it means nothing.
    fn hear(self, id: &str, status: LinkingStatus) {
        if self.waits_for().as_deref() != Some(id) {
            return;
        }
        match status {
            LinkingStatus::Waiting => {}
            LinkingStatus::Linked(link) => {
                self.connections.refresh();
                self.end(End::Linked(link.name));
            }
            LinkingStatus::Failed(failure) => self.end(End::Failed(failure)),
            LinkingStatus::Cancelled => self.end(End::Cancelled),
            LinkingStatus::Expired => self.end(End::Expired),
        }
    }

    fn end(self, end: End) {
        if let Some(kept) = storage() {
            let _ = kept.remove_item(KEPT);
        }
        let (title, why) = end.words(self.draft.text());
        live::say(format!("{title} {why}").trim());
        self.run.set(Run::Ended(end));
        // "Cancel" goes with the waiting, and may take the focus along.
        request_animation_frame(|| {
            if is_focus_lost() {
                focus(ids::LINK);
            }
        });
    }
}

/// An empty window, unless the browser blocks it. It is cut off from this one before it is led
/// anywhere: a page that knows its opener can move the opener's tab to another address.
fn open() -> Option<Window> {
    let features = "popup,width=600,height=700";
    let popup = window()
        .open_with_url_and_target_and_features("about:blank", WINDOW, features)
        .ok()??;
    let _ = popup.focus();
    // A window that was found again by its name, and is elsewhere already, was cut off then.
    let _ = popup.set_opener(&JsValue::NULL);
    Some(popup)
}

fn lead(popup: Option<&Window>, url: &str) {
    if let Some(popup) = popup {
        let _ = popup.location().set_href(url);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}
