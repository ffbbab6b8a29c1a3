//! A secret: said to be saved, replaced, removed, but never shown again.

use leptos::{html, prelude::*};

use super::pieces::{effect, memo};

use super::field::{Why, describe};
use crate::i18n::text;

/// What of a secret is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretShown {
    /// Nothing is kept: the input itself.
    Input,
    /// A kept secret: its last four characters and when it was entered, in words.
    Kept(Option<String>, String),
    /// A new value for a kept one is being typed.
    Replacing,
    /// The kept secret goes with the next save.
    Removed,
}

/// A secret's field.
#[component]
pub fn SecretField(
    /// The input's id.
    id: String,
    /// The caption.
    label: &'static str,
    /// Said under the caption.
    #[prop(optional_no_strip)]
    hint: Option<&'static str>,
    /// What is shown.
    #[prop(into)]
    shown: Signal<SecretShown>,
    /// What is being typed.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Called with every change of the typed text.
    on_input: Callback<String>,
    /// Called when the input is left.
    on_leave: Callback<()>,
    /// "Replace".
    on_replace: Callback<()>,
    /// "Remove".
    on_remove: Callback<()>,
    /// "Cancel" and "Undo".
    on_keep: Callback<()>,
) -> impl IntoView {
    let t = text();
    let has_error = memo(move || error.with(Option::is_some));
    let (input, first) = (
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Button>::new(),
    );
    // After Replace the focus goes to the input, after Cancel, Remove and Undo to the button that is there.
    let moved = StoredValue::new(false);
    effect(move || {
        let (input, first) = (input.get(), first.get());
        if moved.get_value() {
            moved.set_value(false);
            request_animation_frame(move || {
                // A node reference keeps an element that is gone: only one on the page takes the focus.
                let _ = input
                    .filter(|input| input.is_connected())
                    .map(|input| input.focus())
                    .or_else(|| first.map(|first| first.focus()));
            });
        }
    });
    let act = move |callback: Callback<()>| {
        move |_| {
            moved.set_value(true);
            callback.run(());
        }
    };
    let input_id = id.clone();
    let why_id = id.clone();
    let body = move || {
        match shown.get() {
        SecretShown::Kept(last_four, when) => {
            let why_id = why_id.clone();
            let ends = last_four.map(|four| view! { " " <code>{four}</code> });
            let saved = if ends.is_some() { t.secret_saved_ends } else { t.secret_saved };
            view! {
                <div class="secret">
                    <span>{saved}{ends}" "<small>{t.secret_replaced(&when)}</small></span>
                    <span class="row">
                        <button type="button" class="btn small" id=input_id.clone() node_ref=first aria-label=t.replace_what(label) aria-describedby=move || describe(&why_id, false, has_error.get()) on:click=act(on_replace)>{t.replace}</button>
                        <button type="button" class="btn small quiet" aria-label=t.remove_what(label) on:click=act(on_remove)>{t.remove}</button>
                    </span>
                </div>
            }
            .into_any()
        }
        SecretShown::Removed => view! {
            <div class="secret">
                <span>{t.secret_removed}</span>
                <button type="button" class="btn small" id=input_id.clone() node_ref=first aria-label=t.undo_what(label) on:click=act(on_keep)>{t.undo}</button>
            </div>
        }
        .into_any(),
        shown => {
            let cancel = (shown == SecretShown::Replacing)
                .then(|| view! { <button type="button" class="btn small quiet" on:click=act(on_keep)>{t.cancel_replace}</button> });
            view! {
                <SecretInput id=input_id.clone() node=input hint=hint.is_some() has_error value on_input on_leave />
                {cancel}
            }
            .into_any()
        }
    }
    };
    view! {
        <div class="field" class:error=has_error>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <span class="hint" id=format!("{id}-hint")>{hint}</span> })}
            {body}
            <Why id=id error=error />
        </div>
    }
    .into_any()
}

/// The input for a secret being typed, with a button that shows it.
#[component]
fn SecretInput(
    id: String,
    node: NodeRef<html::Input>,
    hint: bool,
    has_error: Memo<bool>,
    value: Signal<String>,
    on_input: Callback<String>,
    on_leave: Callback<()>,
) -> impl IntoView {
    let t = text();
    let visible = RwSignal::new(false);
    let described = {
        let id = id.clone();
        move || describe(&id, hint, has_error.get())
    };
    view! {
        <div class="input">
            <input
                id=id
                node_ref=node
                type=move || if visible.get() { "text" } else { "password" }
                autocomplete="new-password"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || has_error.get().then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                // The browser blurs an input that it takes away, when its page may be gone already.
                on:blur=move |_| _ = on_leave.try_run(())
            />
            <button
                type="button"
                class="affix reveal"
                on:click=move |_| visible.update(|visible| *visible = !*visible)
            >
                {move || if visible.get() { t.hide } else { t.show }}
            </button>
        </div>
    }
    .into_any()
}
