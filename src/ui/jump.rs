//! A link that moves the focus within the page; the address stays.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::focus::focus;

/// A link to an element of this page.
#[component]
pub fn Jump(
    /// The element's id.
    to: String,
    /// The link's words.
    words: &'static str,
) -> impl IntoView {
    let href = format!("#{to}");
    let jump = move |event: MouseEvent| {
        event.prevent_default();
        focus(&to);
    };
    view! {
        <a href=href on:click=jump>
            {words}
        </a>
    }
}
