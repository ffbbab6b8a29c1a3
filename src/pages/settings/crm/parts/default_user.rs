//! The card of the Default User box: whether it is on, why it cannot be ticked, and what comes of it.

use domain::{Crm, Panel, Status, save::BoxReport};
use leptos::prelude::*;

use super::{
    super::{form::Form, ids, page::use_page},
    owners::Owners,
};
use crate::{
    i18n::{Text, text, use_lang},
    pages::settings::operations::use_operations,
    ui::{Chip, Dynamic, Jump, Tone},
    words,
};

/// What the chip of the card says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    On,
    Off,
    Paused,
    OnUnsaved,
    OffUnsaved,
}

fn power(form: &Form, crm: Crm) -> Power {
    let stored = form.stored_panel(crm);
    let status = form.status(crm);
    let is_paused = matches!(status, Status::NeedsAttention | Status::Unreadable);
    let is_on = form.shows_default_user(crm) || form.shows_always(crm);
    match (is_on, stored.default_user || stored.always) {
        (true, true) if is_paused => Power::Paused,
        (true, true) => Power::On,
        (false, false) => Power::Off,
        (true, false) => Power::OnUnsaved,
        (false, true) => Power::OffUnsaved,
    }
}

/// The card: its boxes, then "Who would own it?".
#[component]
pub fn DefaultUser(
    /// The panel.
    crm: Crm,
    /// The boxes.
    children: Children,
) -> impl IntoView {
    let (page, operations, t) = (use_page(), use_operations(), text());
    let power = move || page.draft.form.with(|form| power(form, crm));
    view! {
        <section class="card" aria-labelledby="default-user-heading">
            <header>
                <div>
                    <h2 id="default-user-heading">{t.default_user}</h2>
                    <p>{t.default_user_hint}</p>
                </div>
                <Dynamic view=move || chip(t, power()) />
            </header>
            <div class="body">{children()} <Owners crm creation=Signal::derive(move || operations.stored()) /></div>
        </section>
    }
}

fn chip(t: &Text, power: Power) -> impl IntoView + use<> {
    let (tone, word) = match power {
        Power::On => (Tone::Good, t.on),
        Power::Off => (Tone::Plain, t.off),
        Power::Paused => (Tone::Warn, t.on_paused),
        Power::OnUnsaved => (Tone::Plain, t.on_unsaved),
        Power::OffUnsaved => (Tone::Plain, t.off_unsaved),
    };
    view! { <Chip tone word /> }
}

/// Why a box cannot be ticked, with a link to the cure; nothing where it can.
#[component]
pub fn Reason(
    /// The panel.
    crm: Crm,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let view = move || {
        let form = page.draft.form;
        let obstacle = form.with(|form| form.obstacles(crm).first().copied())?;
        let kind = form.with(|form| form.kind(crm));
        let (to, words) = match words::cure(obstacle) {
            Some(input) => (ids::of(crm, input), t.go_to),
            None => (ids::LINK.to_owned(), t.go_to_link),
        };
        Some(view! {
            <p class="reason">
                {words::obstacle(t, crm, kind, obstacle)} " " <Jump to words />
            </p>
        })
    };
    view! { <Dynamic view /> }
}

/// What "On, paused" says of a stored panel.
pub type Paused = fn(&Text, &str, &Panel) -> String;

/// What is to be said of a box that is free: what unticking comes to, what the last save came to,
/// and since when a stored one is paused.
#[component]
pub fn Outcome(
    /// The panel.
    crm: Crm,
    /// The sentence of a paused one.
    paused: Paused,
) -> impl IntoView {
    let (page, t, tag) = (use_page(), text(), use_lang().get_untracked().tag());
    let words = Memo::new(move |_| {
        let report = page.save.reports.with(|reports| {
            let report = reports[crm].as_ref();
            report.map(|report| report.default_user)
        });
        page.draft.form.with(|form| {
            if !form.obstacles(crm).is_empty() {
                return None;
            }
            match (power(form, crm), report) {
                (Power::Paused, _) if form.status(crm) == Status::Unreadable => {
                    let why = words::unreadable(t, &form.stored_panel(crm));
                    Some(format!("{}. {why}", t.on_paused))
                }
                (Power::Paused, _) => Some(paused(t, tag, &form.stored_panel(crm))),
                (Power::OffUnsaved, _) => Some(t.will_be_random.to_owned()),
                (Power::Off, Some(BoxReport::OffRefused)) => Some(t.unticked_refused(crm.name())),
                (Power::OnUnsaved, Some(BoxReport::NotYet)) => Some(t.wish_waits(crm.name())),
                _ => None,
            }
        })
    });
    let view = move || {
        words
            .get()
            .map(|words| view! { <p class="reason">{words}</p> })
    };
    view! { <Dynamic view /> }
}
