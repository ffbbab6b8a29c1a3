//! Words for people who do not see the page: one live region, in the document before any message.

use std::cell::Cell;

use js_sys::Date;
use leptos::prelude::*;

const ID: &str = "live";

/// How long a message is new, in milliseconds: what comes within this time is said along with it.
const NEW: f64 = 1000.0;

thread_local! {
    static SAID_AT: Cell<f64> = const { Cell::new(0.0) };
}

/// Speaks politely. The same words twice in a row are spoken twice.
pub fn say(words: &str) {
    let Some(region) = document().get_element_by_id(ID) else {
        return;
    };
    SAID_AT.set(Date::now());
    let again = region.text_content().as_deref() == Some(words);
    region.set_text_content(Some(&if again {
        format!("{words}\u{a0}")
    } else {
        words.to_owned()
    }));
}

/// Speaks as well: after what was said just now, not in its place.
pub fn say_too(words: &str) {
    let is_new = Date::now() - SAID_AT.get() < NEW;
    let said = document().get_element_by_id(ID).filter(|_| is_new);
    match said.and_then(|region| region.text_content()) {
        Some(said) => say(&format!("{said} {words}")),
        None => say(words),
    }
}

/// The region itself, once in the application.
#[component]
pub fn Region() -> impl IntoView {
    view! { <div id=ID class="visually-hidden" role="status" aria-live="polite"></div> }
}
