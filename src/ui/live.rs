//! Words for people who do not see the page: one live region, in the document before any message.

use leptos::prelude::*;

const ID: &str = "live";

/// Speaks politely. The same words twice in a row are spoken twice.
pub fn say(words: &str) {
    let Some(region) = document().get_element_by_id(ID) else {
        return;
    };
    let again = region.text_content().as_deref() == Some(words);
    region.set_text_content(Some(&if again {
        format!("{words}\u{a0}")
    } else {
        words.to_owned()
    }));
}

/// The region itself, once in the application.
#[component]
pub fn Region() -> impl IntoView {
    view! { <div id=ID class="visually-hidden" role="status" aria-live="polite"></div> }
}
