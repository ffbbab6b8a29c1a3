//! What is known of the connections, kept fresh: one question every 20 seconds while the page is
//! looked at. No draft is disturbed by its answer.

use std::time::Duration;

use domain::{Crm, Status, status, wire::Known};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{Form, Load, State, expiry, use_state};
use crate::{
    api,
    i18n::{text, use_lang},
    route::CRM_PATH,
    time,
    ui::{effect_after, live, part},
};

const EVERY: Duration = Duration::from_secs(20);

impl State {
    /// Asks what is known, if there is a form to know it of.
    pub fn refresh(self) {
        if self.load.with_untracked(|load| *load != Load::Ready) {
            return;
        }
        let news = self.news.get_value();
        spawn_local(async move {
            if let Ok(known) = api::known().await
                && self.news.try_get_value() == Some(news)
            {
                self.know(&known);
            }
        });
    }

    /// Notes what is known. Where somebody else has saved meanwhile and nothing is unsaved here, a
    /// warning must not outlive its cause: the settings are read anew.
    pub fn know(self, known: &Known) {
        let (next, is_stale) = self.form.with_untracked(|form| {
            let is_stale = known.version != form.stored().version;
            let is_idle = form.changes().is_empty() && trouble(form).is_some();
            (form.knowing(known), is_stale && is_idle)
        });
        if let Some(next) = next {
            self.form.set(next);
        } else if is_stale {
            spawn_local(async move {
                let answer = api::settings().await;
                let is_clean = self.form.with_untracked(|form| form.changes().is_empty());
                if let (Ok(settings), true) = (answer, is_clean) {
                    self.form.set(Form::new(settings));
                }
            });
        }
    }

    /// Something newer is known than any answer that is still on its way.
    pub(super) fn learned(self) {
        self.news.update_value(|news| *news += 1);
    }
}

/// The stored connections in use.
fn in_use(form: &Form) -> impl Iterator<Item = Crm> {
    Crm::ALL.into_iter().filter(|crm| {
        let stored = form.stored_panel(*crm);
        form.stored().agent_platform == Some(*crm) || stored.default_user || stored.always
    })
}

/// A connection in use that is refused.
fn trouble(form: &Form) -> Option<Crm> {
    in_use(form).find(|crm| status(*crm, &form.stored_panel(*crm)) == Status::NeedsAttention)
}

/// On every page: what needs somebody's attention, until it does not any more.
#[component]
pub fn Banner() -> impl IntoView {
    let (state, t, tag) = (use_state(), text(), use_lang().get_untracked().tag());
    // Few lines, mostly none: cheaper built anew with every change of the form than remembered.
    let lines = move || {
        let line = |class: &'static str, crm: Crm, words: String| {
            let place = format!("{CRM_PATH}#{}", crm.key());
            view! { <p class=class>{words}" "<a href=place>{t.banner_go(crm.name())}</a></p> }
                .into_any()
        };
        state.form.with(|form| {
            let mut lines = Vec::new();
            for crm in in_use(form) {
                let stored = form.stored_panel(crm);
                if status(crm, &stored) == Status::NeedsAttention {
                    lines.push(line("banner bad", crm, t.banner(crm.name())));
                }
                if let Some(words) = expiry::warning(t, tag, crm, &stored.fields, time::now()) {
                    lines.push(line("banner warn", crm, words));
                }
            }
            lines
        })
    };
    effect_after(move |was_trouble: Option<bool>| {
        let trouble = state.form.with(trouble);
        if let (Some(crm), false) = (trouble, was_trouble.unwrap_or_default()) {
            live::say_too(&t.banner(crm.name()));
        }
        trouble.is_some()
    });
    part(move || lines().into_any())
}

/// Loads the settings on whatever page one is, and keeps what is known of them fresh.
pub fn watch(state: State) {
    state.load();
    let look = move || {
        if !document().hidden() {
            state.refresh();
        }
    };
    let _ = set_interval_with_handle(look, EVERY);
    let _ = window_event_listener(ev::focus, move |_| look());
}
