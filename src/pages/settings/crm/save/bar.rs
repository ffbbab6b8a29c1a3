//! The bar that names what is unsaved, and the message that follows a save.

use domain::{Crm, Input};
use leptos::prelude::*;

use super::super::{
    form::{Change, Form},
    page::{Page, use_page},
};
use crate::{
    i18n::{Text, text},
    ui::{Button, Dynamic, Show, effect_after, rest_focus},
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
pub fn SaveBar() -> impl IntoView {
    let page = use_page();
    let is_dirty = page.is_dirty;
    // The bar takes its buttons along: whoever pressed one is put back to the page.
    effect_after(move |was_dirty| {
        if was_dirty == Some(true) && !is_dirty.get() {
            request_animation_frame(rest_focus);
        }
        is_dirty.get()
    });
    view! {
        <Toast is_dirty />
        <Show when=is_dirty>
            <Bar page />
        </Show>
    }
}

#[component]
fn Bar(
    /// The page whose draft is unsaved.
    page: Page,
) -> impl IntoView {
    let t = text();
    let is_saving = move || page.save.sent.with(Option::is_some);
    let names = move || {
        page.draft.form.with(|form| {
            let names = form
                .changes()
                .into_iter()
                .map(|change| name(t, form, change));
            names.collect::<Vec<_>>().join(", ")
        })
    };
    let count = move || match page.draft.form.with(|form| form.changes().len()) {
        1 => t.unsaved_one.to_owned(),
        n => t.unsaved_many(&n.to_string()),
    };
    let words = move || {
        if is_saving() {
            t.saving
        } else if page.draft.shown() == Some(Crm::Zendesk) {
            t.save_changes
        } else {
            t.save
        }
    };
    view! {
        <div class="savebar" role="region" aria-label=t.unsaved>
            <p>
                <b>{Signal::derive(count)}</b>
                " "
                {Signal::derive(names)}
            </p>
            <div class="row">
                <Button class="btn quiet" on_press=move |()| page.save.discard()>
                    {t.discard}
                </Button>
                <button
                    type="submit"
                    class="btn primary"
                    aria-disabled=move || is_saving().then_some("true")
                >
                    {Signal::derive(words)}
                </button>
            </div>
        </div>
    }
}

/// What the last act came to. With problems the summary at the top says it.
#[component]
fn Toast(
    /// Whether the bar is there, which it stands above.
    is_dirty: Memo<bool>,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let told = page.draft.told;
    let words = move || {
        told.get()
            .filter(|_| page.save.problems.with(Vec::is_empty))
    };
    let view = move || {
        let words = words()?;
        Some(view! {
            <div class="toast" class:above=is_dirty>
                <p>{words}</p>
                <Show when=Signal::derive(move || page.draft.can_undo())>
                    <Button class="btn small" on_press=move |()| page.draft.restore(None)>
                        {t.undo}
                    </Button>
                </Show>
                <Button class="btn small quiet" on_press=move |()| told.set(None)>
                    {t.dismiss}
                </Button>
            </div>
        })
    };
    view! { <Dynamic view /> }
}
