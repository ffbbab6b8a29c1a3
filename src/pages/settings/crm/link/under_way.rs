//! A link attempt under way: the window that opens in the click, and the two ways its end is heard of,
//! by a message of that window and by asking the server. That the window is shut proves nothing.

use std::time::Duration;

use domain::AttemptStatus;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent, Storage, Window};

use super::{
    super::ids,
    attempt::{Attempt, End, Waiting},
    state::Links,
};
use crate::{
    api,
    ui::{focus, is_focus_lost, live},
};

/// The channel's name; `public/linked.js` speaks on it.
const CHANNEL: &str = "portal-links";
/// Where an attempt that is under way outlives a reload; its id is all that is kept.
const KEPT: &str = "linking";
const EVERY: Duration = Duration::from_secs(2);

impl Links {
    /// Opens the window and begins; while one waits, opens its window again.
    pub fn begin(self) {
        match self.attempt.get_untracked() {
            Attempt::Starting => return,
            Attempt::Waiting(Waiting { url: Some(url), .. }) => {
                let popup = open();
                let is_blocked = popup.is_none();
                lead(popup.as_ref(), &url);
                self.attempt.update(|attempt| {
                    if let Attempt::Waiting(waiting) = attempt {
                        waiting.is_blocked = is_blocked;
                    }
                });
                return;
            }
            _ => {}
        }
        let popup = open();
        self.attempt.set(Attempt::Starting);
        let t = self.draft.text();
        live::say(t.link_starting);
        spawn_local(async move {
            match api::begin_link().await {
                Ok(attempt) => {
                    lead(popup.as_ref(), &attempt.authorize_url);
                    live::say(if popup.is_some() {
                        t.link_waiting
                    } else {
                        t.link_blocked
                    });
                    self.watch(Waiting {
                        id: attempt.id,
                        url: Some(attempt.authorize_url),
                        expires_at: Some(attempt.expires_at),
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

    /// Takes up the attempt that was under way before a reload.
    pub fn resume(self) {
        let id = storage().and_then(|kept| kept.get_item(KEPT).ok()?);
        let id = id.filter(|id| api::is_id(id));
        if let (Some(id), true) = (
            id,
            self.attempt
                .with_untracked(|attempt| *attempt == Attempt::Idle),
        ) {
            self.watch(Waiting {
                id,
                url: None,
                expires_at: None,
                is_blocked: false,
            });
        }
    }

    /// Calls the attempt off.
    pub fn cancel(self) {
        let Some(id) = self.waits_for() else { return };
        spawn_local(async move {
            match api::cancel_attempt(&id).await {
                Ok(status) => self.hear(&id, status),
                Err(api::Error::Server { status: 404, .. }) => {
                    self.hear(&id, AttemptStatus::Cancelled);
                }
                Err(error) => self
                    .draft
                    .tell(crate::words::failure(self.draft.text(), &error)),
            }
        });
    }

    fn watch(self, waiting: Waiting) {
        if let Some(kept) = storage() {
            let _ = kept.set_item(KEPT, &waiting.id);
        }
        let id = waiting.id.clone();
        self.attempt.set(Attempt::Waiting(waiting));
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
        match api::attempt(id).await {
            Ok(status) => self.hear(id, status),
            Err(api::Error::Server { status: 404, .. }) => self.hear(id, AttemptStatus::Expired),
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
        match self.attempt.try_get_untracked() {
            Some(Attempt::Waiting(waiting)) => Some(waiting.id),
            _ => None,
        }
    }

    /// What an answer means for the attempt that is waited for; for any other one it means nothing.
    fn hear(self, id: &str, status: AttemptStatus) {
        if self.waits_for().as_deref() != Some(id) {
            return;
        }
        match status {
            AttemptStatus::Waiting => {}
            AttemptStatus::Linked(link) => {
                self.connections.refresh();
                self.end(End::Linked(link.name));
            }
            AttemptStatus::Failed(failure) => self.end(End::Failed(failure)),
            AttemptStatus::Cancelled => self.end(End::Cancelled),
            AttemptStatus::Expired => self.end(End::Expired),
        }
    }

    fn end(self, end: End) {
        if let Some(kept) = storage() {
            let _ = kept.remove_item(KEPT);
        }
        let (title, why) = end.words(self.draft.text());
        live::say(format!("{title} {why}").trim());
        self.attempt.set(Attempt::Ended(end));
        // "Cancel" goes with the waiting, and may take the focus along.
        request_animation_frame(|| {
            if is_focus_lost() {
                focus(ids::LINK);
            }
        });
    }
}

/// An empty window, unless the browser blocks it. It is cut off from this one before it is led
/// anywhere: a page that knows its opener can move the opener's tab to another address. It has no name,
/// since a window that was cut off is not found again by one.
fn open() -> Option<Window> {
    let features = "popup,width=600,height=700";
    let popup = window()
        .open_with_url_and_target_and_features("about:blank", "_blank", features)
        .ok()??;
    let _ = popup.focus();
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
