//! Settings > Developer Settings > CRM: which CRM the agents work in, how the portal enters it,
//! and who owns what nobody owns.
//!
//! A field changes the draft (`draft`, over the plain struct of `form`), the draft is saved (`save`),
//! and the answer becomes the next snapshot. `panels` has one component per CRM, made of `parts`.

mod aside;
mod chooser;
mod connection_test;
mod draft;
mod expiry;
#[cfg(test)]
pub(crate) mod fixtures;
mod form;
mod ids;
mod kept;
mod key;
mod link;
mod page;
mod panels;
mod parts;
mod per_crm;
mod save;

use std::time::Duration;

use domain::Crm;
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use super::developer::DeveloperSettings;
use crate::{
    connections::use_connections,
    i18n::{text, use_lang},
    leave_guard::use_leave_guard,
    saving::save_by_key,
    ui::{Button, Dynamic, Show, effect},
};

pub use form::Form;
pub use page::{Page, use_page};
pub use parts::owners::Owners;

/// The page.
#[component]
pub fn CrmPage() -> impl IntoView {
    let (page, guard, lang) = (use_page(), use_leave_guard(), use_lang());
    page.links.resume();
    effect(move || guard.is_dirty.set(page.is_dirty.get()));
    on_cleanup(move || {
        guard.is_dirty.set(false);
        page.draft.forget();
    });
    // `#zendesk` leads to that panel, whichever platform is live.
    let hash = use_location().hash;
    effect(move || {
        if let Some(crm) = hash.with(|hash| Crm::from_key(hash.trim_start_matches('#'))) {
            page.draft.viewing.set(Some(crm));
        }
    });
    save_by_key(move || page.save.begin());
    follow_pointer(page);
    tick(page);
    let view = move || {
        // Built anew on a change of language: see `i18n`.
        lang.track();
        view! {
            <DeveloperSettings>
                <Show when=page.draft.is_loaded fallback=Waiting>
                    <Settings />
                </Show>
            </DeveloperSettings>
        }
    };
    view! { <Dynamic view /> }
}

/// Keeps whether a pointer's button is down: see `Draft::note_left`.
fn follow_pointer(page: Page) {
    let press = move |is_pressed| {
        move |_: web_sys::PointerEvent| page.draft.is_pressed.set_value(is_pressed)
    };
    let listeners = [
        window_event_listener(ev::pointerdown, press(true)),
        window_event_listener(ev::pointerup, press(false)),
        window_event_listener(ev::pointercancel, press(false)),
    ];
    on_cleanup(move || {
        listeners.into_iter().for_each(WindowListenerHandle::remove);
    });
}

/// "2 minutes ago" grows older while one looks at it.
fn tick(page: Page) {
    let clock = set_interval_with_handle(
        move || page.draft.clock.update(|tick| *tick += 1),
        Duration::from_secs(30),
    );
    on_cleanup(move || drop(clock.map(|clock| clock.clear())));
}

/// Loading, or what went wrong with it.
#[component]
fn Waiting() -> impl IntoView {
    let (connections, t) = (use_connections(), text());
    let view = move || match connections.failure.get() {
        Some(error) => view! {
            <div class="note bad" role="alert">
                <b>{t.load_failed}</b>
                <span>{crate::words::failure(t, &error)}</span>
                <p>
                    <Button
                        class="btn small"
                        on_press=move |()| connections.refresh()
                    >
                        {t.retry}
                    </Button>
                </p>
            </div>
        }
        .into_any(),
        _ => view! {
            <div class="skeleton" aria-busy="true">
                <p class="visually-hidden">{t.loading}</p>
                <div class="card"></div>
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
    let (page, t) = (use_page(), text());
    let shown = Memo::new(move |_| page.draft.shown());
    view! {
        <form
            class="stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                page.save.begin();
            }
        >
            <save::Problems />
            <save::Conflict />
            <chooser::Chooser />
            <div class="cols">
                <div class="stack">
                    <Dynamic view=move || match shown.get() {
                        Some(crm) => panels::panel(crm),
                        None => view! {
                            <section class="card empty">
                                <h2>{t.no_platform}</h2>
                                <p>{t.no_platform_hint}</p>
                            </section>
                        }
                        .into_any(),
                    } />
                </div>
                <div class="aside">
                    <Dynamic view=move || shown.get().map(|crm| view! { <aside::Credential crm /> }) />
                </div>
            </div>
            <save::SaveBar />
        </form>
        <save::SwitchQuestion />
        <save::LeaveQuestion />
    }
}
