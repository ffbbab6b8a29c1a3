//! A button that says so when it cannot be pressed, and stays in the tab order.

use leptos::{html, prelude::*};

/// A button. Unavailable it says so and ignores the press.
#[component]
pub fn Button(
    /// Its classes.
    #[prop(default = "btn")]
    class: &'static str,
    /// Its id, where links lead to it.
    #[prop(optional_no_strip)]
    id: Option<String>,
    /// Gives the element to who has to move the focus to it.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// What it is called where the words alone would not tell it from its neighbours.
    #[prop(optional_no_strip)]
    label: Option<String>,
    /// The ids of the texts that explain it.
    #[prop(optional, into)]
    described_by: Signal<Option<String>>,
    /// Whether it cannot be pressed at present.
    #[prop(optional, into)]
    unavailable: Signal<bool>,
    /// Whether a dialog that opens gives it the focus.
    #[prop(optional)]
    autofocus: bool,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !unavailable.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=class
            id=id
            node_ref=node_ref
            autofocus=autofocus
            aria-label=label
            aria-describedby=described_by
            aria-disabled=move || unavailable.get().then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
}
