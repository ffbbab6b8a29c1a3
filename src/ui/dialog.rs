//! A modal question in the browser's own `<dialog>`, which keeps and returns the focus.

use leptos::{html, prelude::*};

use super::effect::effect;

/// A modal dialog that stands open while `open` holds; Escape answers with `on_close`.
#[component]
pub fn Dialog(
    /// Whether it stands open.
    #[prop(into)]
    open: Signal<bool>,
    /// The id of the dialog; its heading is `{id}-title`.
    id: &'static str,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What Escape does.
    on_close: Callback<()>,
    /// Text and buttons.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=node
            id=id
            class="dialog"
            aria-labelledby=format!("{id}-title")
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <h2 id=format!("{id}-title")>{title}</h2>
            {children()}
        </dialog>
    }
}
