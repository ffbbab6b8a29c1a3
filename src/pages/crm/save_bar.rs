//! The bar that names what is unsaved, and the message that follows a save.

use domain::{Crm, Input};
use leptos::prelude::*;

use super::{Change, Form, use_state};
use crate::{
    i18n::{Text, text},
    ui::{button, effect_after, line, memo, nothing, part},
    words,
};

/// What a change is called; with its CRM where other panels have a setting of the same name.
#[must_use]
pub fn name(t: &Text, form: &Form, change: Change) -> String {
    let (crm, caption) = match change {
        Change::Platform => return t.agent_platform.to_owned(),
        Change::Input(crm, input) => (crm, words::caption(t, crm, form.kind(crm), input)),
        Change::DefaultUser(crm) => (crm, t.default_user),
        Change::Always(crm) => (crm, t.box_always),
    };
    let is_shared = match change {
        Change::Input(_, Input::Field(field)) => Crm::ALL
            .into_iter()
            .any(|other| other != crm && other.fields().contains(&field)),
        Change::Input(_, Input::Secret) | Change::Platform | Change::Always(_) => false,
        Change::DefaultUser(_) => true,
    };
    if is_shared && !caption.contains(crm.name()) {
        format!("{caption} ({})", crm.name())
    } else {
        caption.to_owned()
    }
}

/// The bar, there only while something is unsaved, and the last message.
#[component]
pub fn SaveBar(is_dirty: Memo<bool>) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let is_saving = memo(move || state.saving.with(Option::is_some));
    let names = move || {
        state.form.with(|form| {
            form.changes()
                .into_iter()
                .map(|change| name(t, form, change))
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    let count = move || match state.form.with(|form| form.changes().len()) {
        1 => t.unsaved_one.to_owned(),
        n => t.unsaved_many(&n.to_string()),
    };
    let shown = memo(move || state.shown());
    let save = move || {
        if shown.get() == Some(Crm::Zendesk) {
            t.save_changes
        } else {
            t.save
        }
    };
    // With problems the summary at the top says it.
    let toast = move || {
        state
            .told
            .get()
            .filter(|_| state.problems.with(Vec::is_empty))
    };
    // The bar takes its buttons along: whoever pressed one is put back to the page.
    effect_after(move |was_dirty: Option<bool>| {
        if was_dirty == Some(true) && !is_dirty.get() {
            request_animation_frame(super::problems::rest);
        }
        is_dirty.get()
    });
    view! {
        {part(move || toast().map_or_else(nothing, |words| view! {
            <div class="toast" class:above=is_dirty>
                {line("", words)}
                {button("btn small quiet", t.dismiss, Box::new(move || state.told.set(None)))}
            </div>
        }.into_any()))}
        {part(move || if is_dirty.get() { view! {
            <div class="savebar" role="region" aria-label=t.unsaved>
                <p><b>{part(move || count().into_any())}</b>" "{part(move || names().into_any())}</p>
                <div class="row">
                    {button("btn quiet", t.discard, Box::new(move || state.discard()))}
                    <button type="submit" class="btn primary" aria-disabled=move || is_saving.get().then_some("true")>
                        {part(move || if is_saving.get() { t.saving } else { save() }.into_any())}
                    </button>
                </div>
            </div>
        }.into_any() } else { nothing() })}
    }
    .into_any()
}
