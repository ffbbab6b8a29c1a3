//! The bar that names what is unsaved, and the message that follows a save.

use domain::{Crm, Input};
use leptos::prelude::*;

use super::super::{
    form::{Change, Form},
    page::use_page,
};
use crate::{
    i18n::{Text, text},
    saving, words,
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

/// The bar, there only while something is unsaved, and the last message. With problems the summary at
/// the top says it.
#[component]
pub fn SaveBar() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let is_dirty = page.is_dirty;
    let names = Signal::derive(move || {
        page.draft.form.with(|form| {
            let changes = form.changes().into_iter();
            changes
                .map(|change| name(t, form, change))
                .collect::<Vec<_>>()
        })
    });
    let save = move || {
        if page.draft.shown() == Some(Crm::Zendesk) {
            t.save_changes
        } else {
            t.save
        }
    };
    let told = page.draft.told;
    let words = move || {
        told.get()
            .filter(|_| page.save.problems.with(Vec::is_empty))
    };
    view! {
        <saving::Toast
            words=Signal::derive(words)
            is_dirty
            can_undo=Signal::derive(move || page.draft.can_undo())
            on_undo=Callback::new(move |()| page.draft.restore(None))
            on_dismiss=Callback::new(move |()| told.set(None))
        />
        <saving::Bar
            is_dirty
            names
            is_saving=Signal::derive(move || page.save.sent.with(Option::is_some))
            save=Signal::derive(save)
            on_discard=Callback::new(move |()| page.save.discard())
        />
    }
}
