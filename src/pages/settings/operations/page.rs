//! The page: its frame, its form, and what is shown while there is none.

use domain::CreationOption;
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    aside::Aside,
    choices::{Calls, CallsAndChats, Chats, Skipping},
    notices::{Bar, Conflict},
    state::{Operations, use_operations},
};
use crate::{
    connections::use_connections,
    i18n::{text, use_lang},
    leave_guard::use_leave_guard,
    paths,
    saving::{Failure, LeaveQuestion, save_by_key},
    ui::{Button, Dynamic, Show, effect},
    words,
};

/// The page.
#[component]
pub fn OperationsPage() -> impl IntoView {
    let (operations, guard, lang) = (use_operations(), use_leave_guard(), use_lang());
    if operations.form.with_untracked(Option::is_some) {
        // Somebody else may have saved since.
        operations.ask();
    }
    effect(move || guard.is_dirty.set(operations.is_dirty.get()));
    on_cleanup(move || {
        guard.is_dirty.set(false);
        operations.forget();
    });
    save_by_key(move || operations.save());
    let is_loaded = Memo::new(move |_| operations.form.with(Option::is_some));
    let view = move || {
        // Built anew on a change of language: see `i18n`.
        lang.track();
        let t = text();
        view! {
            <p class="crumb">{t.settings}</p>
            <h1>{t.operation_management}</h1>
            <nav class="tabs" aria-label=t.operation_management>
                <A href=paths::OPERATIONS>{t.general}</A>
            </nav>
            <Show when=is_loaded fallback=Waiting>
                <Settings />
            </Show>
        }
    };
    view! { <Dynamic view /> }
}

/// Loading, or what went wrong with it.
#[component]
fn Waiting() -> impl IntoView {
    let (operations, connections, t) = (use_operations(), use_connections(), text());
    let retry = move || {
        operations.not_loaded.set(None);
        connections.refresh();
        operations.ask();
    };
    let failure = move || {
        operations
            .not_loaded
            .get()
            .or_else(|| connections.failure.get())
    };
    let view = move || match failure() {
        Some(error) => view! {
            <div class="note bad" role="alert">
                <b>{t.load_failed}</b>
                <span>{words::failure(t, &error)}</span>
                <p>
                    <Button class="btn small" on_press=move |()| retry()>
                        {t.retry}
                    </Button>
                </p>
            </div>
        }
        .into_any(),
        None => view! {
            <div class="skeleton" aria-busy="true">
                <p class="visually-hidden">{t.loading}</p>
                <div class="card tall"></div>
            </div>
        }
        .into_any(),
    };
    view! { <Dynamic view /> }
}

/// The form.
#[component]
fn Settings() -> impl IntoView {
    let (operations, t) = (use_operations(), text());
    let platform = Memo::new(move |_| operations.form.with(|form| form.as_ref()?.platform()));
    let view = move || {
        let crm = platform.get();
        let hint = match crm {
            Some(crm) => t.creation_hint(crm.name(), words::record(t, crm)),
            None => t.creation_hint_none.to_owned(),
        };
        let skips = CreationOption::SkipRecords.is_offered(crm)
            || CreationOption::SkipContacts.is_offered(crm);
        view! {
            <div class="cols">
                <div class="stack">
                    <section class="card" aria-labelledby="creation-heading">
                        <header>
                            <div>
                                <h2 id="creation-heading">{t.creation_title}</h2>
                                <p>{hint}</p>
                            </div>
                        </header>
                        <div class="body">
                            <CallsAndChats crm />
                            <Calls crm />
                            <Chats crm />
                        </div>
                    </section>
                    {skips.then(|| view! { <Skipping crm /> })}
                </div>
                <Aside crm />
            </div>
        }
    };
    view! {
        <form
            class="stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                operations.save();
            }
        >
            <Failure
                failure=operations.failure
                on_retry=Callback::new(move |()| operations.save())
            />
            <Conflict />
            <Dynamic view />
            <Bar />
        </form>
        <Leaving operations />
    }
}

#[component]
fn Leaving(
    /// The page's state.
    operations: Operations,
) -> impl IntoView {
    view! {
        <LeaveQuestion
            is_busy=Signal::derive(move || operations.sent.with(Option::is_some))
            is_done=Callback::new(move |()| operations.is_done())
            on_save=Callback::new(move |()| operations.save())
            on_discard=Callback::new(move |()| operations.discard())
        />
    }
}
