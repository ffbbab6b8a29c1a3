//! Settings > Developer Settings > CRM: which CRM the agents work in, how the portal enters it,
//! and who owns what nobody owns.

mod acts;
mod aside;
mod before;
mod chooser;
mod conflict;
mod countdown;
mod default_user;
mod expiry;
#[cfg(test)]
mod fixtures;
mod form;
#[cfg(test)]
mod form_tests;
pub mod health;
mod inputs;
mod leave;
mod notes;
mod owners;
#[cfg(test)]
mod owners_tests;
mod panel;
mod problems;
mod salesforce;
mod save_bar;
mod state;
mod told;
#[cfg(test)]
mod told_tests;

pub use form::{Change, Form};
pub use state::{Load, State, use_state};

use std::time::Duration;

use domain::Crm;
use leptos::{ev, prelude::*};

use crate::{
    i18n::text,
    route::{CRM_PATH, use_router},
    ui::{button, effect, memo, nothing, part},
};

/// The page.
#[component]
pub fn CrmPage() -> impl IntoView {
    let (state, router, t) = (use_state(), use_router(), text());
    if state.load.get_untracked() != Load::Ready {
        state.load();
    }
    state.resume_link();
    let is_dirty = memo(move || state.form.with(|form| !form.changes().is_empty()));
    effect(move || router.guarded.set(is_dirty.get()));
    on_cleanup(move || router.guarded.set(false));
    // `#zendesk` leads to that panel, whichever platform is chosen.
    effect(move || {
        if let Some(crm) = router.fragment.with(|fragment| Crm::from_key(fragment)) {
            state.viewing.set(Some(crm));
        }
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && event.key().eq_ignore_ascii_case("s")
        {
            event.prevent_default();
            state.save();
        }
    });
    on_cleanup(move || keys.remove());
    let press =
        move |is_pressed| move |_: web_sys::PointerEvent| state.is_pressed.set_value(is_pressed);
    let down = window_event_listener(ev::pointerdown, press(true));
    let up = window_event_listener(ev::pointerup, press(false));
    let cancel = window_event_listener(ev::pointercancel, press(false));
    on_cleanup(move || {
        [down, up, cancel]
            .into_iter()
            .for_each(WindowListenerHandle::remove);
    });
    let clock = set_interval_with_handle(
        move || state.clock.update(|tick| *tick += 1),
        Duration::from_secs(30),
    );
    on_cleanup(move || drop(clock.map(|clock| clock.clear())));
    let ready = memo(move || state.load.with(|load| *load == Load::Ready));
    view! {
        <p class="crumb">{t.settings}</p>
        <h1>{t.developer_settings}</h1>
        <nav class="tabs" aria-label=t.developer_settings>
            <a href=CRM_PATH aria-current="page">{t.crm}</a>
        </nav>
        {part(move || if ready.get() { view! { <Settings is_dirty /> }.into_any() } else { view! { <Waiting /> }.into_any() })}
    }
    .into_any()
}

/// Loading, or what went wrong with it.
#[component]
fn Waiting() -> impl IntoView {
    let (state, t) = (use_state(), text());
    part(move || match state.load.get() {
        Load::Failed(error) => view! {
            <div class="note bad" role="alert">
                <b>{t.load_failed}</b>
                <span>{told::failure(t, &error)}</span>
                <p>{button("btn small", t.retry, Box::new(move || state.load()))}</p>
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
    })
}

/// The form.
#[component]
fn Settings(is_dirty: Memo<bool>) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let shown = memo(move || state.shown());
    view! {
        <form
            class="cols"
            class:has-bar=is_dirty
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                state.save();
            }
        >
            <div class="stack">
                <problems::Problems />
                <conflict::Conflict />
                <chooser::Chooser />
                {part(move || match shown.get() {
                    Some(crm) => view! {
                        <panel::Panel crm />
                        <default_user::DefaultUser crm />
                        {crm.has_links().then(|| view! { <salesforce::AdminToken /> })}
                    }
                    .into_any(),
                    None => view! {
                        <section class="card empty">
                            <h2>{t.no_platform}</h2>
                            <p>{t.no_platform_hint}</p>
                        </section>
                    }
                    .into_any(),
                })}
            </div>
            <div class="aside">{part(move || shown.get().map_or_else(nothing, |crm| view! { <aside::Credential crm /> }.into_any()))}</div>
            <save_bar::SaveBar is_dirty />
        </form>
        <chooser::SwitchQuestion />
        <leave::LeaveQuestion />
    }
    .into_any()
}
