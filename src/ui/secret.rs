//! A secret: said to be saved, replaced, removed, but never shown again.

use leptos::{html, prelude::*};

use super::{
    button::Button,
    effect::effect,
    field::{Why, describe, keep_to},
    show::Dynamic,
};
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
    /// What was typed before is back, and is not shown.
    Restored,
    /// The kept secret goes with the next save.
    Removed,
}

/// What a person does to a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretAct {
    /// Types: the whole text of the input.
    Type(String),
    /// "Replace".
    Replace,
    /// "Remove".
    Remove,
    /// "Cancel" and "Undo".
    Keep,
}

/// A secret's field.
#[component]
pub fn SecretField(
    /// The input's id.
    #[prop(into)]
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
    /// Called with what is done to it.
    on_act: Callback<SecretAct>,
    /// Called when the input is left.
    on_leave: Callback<()>,
) -> impl IntoView {
    let t = text();
    let has_error = Memo::new(move |_| error.with(Option::is_some));
    let (input, node) = (
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Button>::new(),
    );
    // After Replace the focus goes to the input, after Cancel, Remove and Undo to the button that is there.
    let moved = StoredValue::new(false);
    effect(move || {
        let (input, first) = (input.get(), node.get());
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
    let act = Callback::new(move |act: SecretAct| {
        moved.set_value(true);
        on_act.run(act);
    });
    let described = {
        let id = id.clone();
        Signal::derive(move || describe(&id, hint.is_some(), has_error.get()))
    };
    let press = move |words, label, act| Press { words, label, act };
    let replace = move || press(t.replace, t.replace_what(label), SecretAct::Replace);
    let undo = move |words, label| press(words, label, SecretAct::Keep);
    let field = id.clone();
    let body = move || {
        let (words, first, second) = match shown.get() {
            SecretShown::Kept(last_four, when) => {
                let remove = press(t.remove, t.remove_what(label), SecretAct::Remove);
                let words = view! { <Saved last_four when /> }.into_any();
                (words, replace(), Some(remove))
            }
            SecretShown::Restored => {
                let forget = undo(t.forget, t.forget_what(label));
                (t.secret_restored.into_any(), replace(), Some(forget))
            }
            SecretShown::Removed => {
                let undo = undo(t.undo, t.undo_what(label));
                (t.secret_removed.into_any(), undo, None)
            }
            shown => {
                let id = field.clone();
                let cancel = (shown == SecretShown::Replacing).then(|| {
                    view! {
                        <Button class="btn small quiet" on_press=move |()| act.run(SecretAct::Keep)>
                            {t.cancel_replace}
                        </Button>
                    }
                });
                return view! {
                    <SecretInput id node=input described has_error value on_act on_leave />
                    {cancel}
                }
                .into_any();
            }
        };
        let button = move |press: Press, id, node_ref, class| {
            let Press {
                words,
                label,
                act: pressed,
            } = press;
            view! {
                <Button
                    class
                    id
                    node_ref
                    label=Some(label)
                    described_by=described
                    on_press=move |()| act.run(pressed.clone())
                >
                    {words}
                </Button>
            }
        };
        let second = second.map(|press| button(press, None, NodeRef::new(), "btn small quiet"));
        view! {
            <div class="secret">
                <span>{words}</span>
                <span class="row">
                    {button(first, Some(field.clone()), node, "btn small")} {second}
                </span>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="field" class:error=has_error>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <span class="hint" id=format!("{id}-hint")>{hint}</span> })}
            <Dynamic view=body />
            <Why id error />
        </div>
    }
}

/// A button beside a secret that is not shown.
struct Press {
    words: &'static str,
    /// What it is called: its words would not tell it from those of other secrets.
    label: String,
    act: SecretAct,
}

/// "Saved, ends in 1a2b, replaced 12 March".
#[component]
fn Saved(
    /// Its last four characters, if it is long enough to show them.
    last_four: Option<String>,
    /// The day it was entered, in words.
    when: String,
) -> impl IntoView {
    let t = text();
    let ends = last_four.map(|four| view! { " " <code>{four}</code> });
    let saved = if ends.is_some() {
        t.secret_saved_ends
    } else {
        t.secret_saved
    };
    view! {
        {saved}
        {ends}
        " "
        <small>{t.secret_replaced(&when)}</small>
    }
}

/// The input for a secret being typed, with a button that shows it.
#[component]
fn SecretInput(
    /// The input's id.
    id: String,
    /// Gives the element to what moves the focus.
    node: NodeRef<html::Input>,
    /// The ids of the texts that explain it.
    described: Signal<Option<String>>,
    /// Whether something is wrong with it.
    has_error: Memo<bool>,
    /// What is being typed.
    value: Signal<String>,
    /// Called with every change.
    on_act: Callback<SecretAct>,
    /// Called when it is left.
    on_leave: Callback<()>,
) -> impl IntoView {
    let t = text();
    let visible = RwSignal::new(false);
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
                on:input=move |event| {
                    on_act.run(SecretAct::Type(event_target_value(&event)));
                    keep_to(&event, value);
                }
                // The browser blurs an input that it takes away, when its page may be gone already.
                on:blur=move |_| _ = on_leave.try_run(())
            />
            <button
                type="button"
                class="affix reveal"
                on:click=move |_| visible.update(|visible| *visible = !*visible)
            >
                {Signal::derive(move || if visible.get() { t.hide } else { t.show })}
            </button>
        </div>
    }
}
