//! The Default User box, derived from the draft: free, or unavailable with the reason beside it.

use domain::{Crm, Status, save::BoxReport, status};
use leptos::prelude::*;

use super::{Form, inputs, owners::owners, use_state};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Checkbox, Chip, Tone, jump, line, memo, nothing, part},
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
    let is_paused = status(crm, &stored) == Status::NeedsAttention;
    let is_on = form.shows_default_user(crm) || form.shows_always(crm);
    match (is_on, stored.default_user || stored.always) {
        (true, true) if is_paused => Power::Paused,
        (true, true) => Power::On,
        (false, false) => Power::Off,
        (true, false) => Power::OnUnsaved,
        (false, true) => Power::OffUnsaved,
    }
}

/// The card.
#[component]
pub fn DefaultUser(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let power = move || state.form.with(|form| power(form, crm));
    let checked = memo(move || state.form.with(|form| form.shows_default_user(crm)));
    let unavailable = memo(move || state.form.with(|form| !form.obstacles(crm).is_empty()));
    let owners = move || {
        let owners = state.form.with(|form| owners(t, form, crm));
        let row = |(case, owner)| view! { <li><span>{case}</span><b>{owner}</b></li> }.into_any();
        owners.into_iter().map(row).collect::<Vec<_>>().into_any()
    };
    let label = match crm {
        Crm::Kustomer => t.box_kustomer,
        Crm::Dynamics => t.box_dynamics,
        Crm::Zendesk => t.default_user,
        Crm::Salesforce => t.box_salesforce,
    };
    view! {
        <section class="card" aria-labelledby="default-user-heading">
            <header>
                <div>
                    <h2 id="default-user-heading">{t.default_user}</h2>
                    <p>{t.default_user_hint}</p>
                </div>
                {part(move || chip(t, power()))}
            </header>
            <div class="body">
                <Checkbox
                    id="default-user"
                    label
                    checked
                    unavailable
                    described_by="default-user-why"
                    on_toggle=Callback::new(move |()| state.form.update(|form| form.toggle_default_user(crm)))
                >
                    <Explanation crm />
                </Checkbox>
                {crm.has_links().then(|| view! { <Always crm unavailable /> })}
                <div>
                    <h3 id="owners-heading">{t.who_owns}</h3>
                    <ul class="when" aria-labelledby="owners-heading">
                        {part(owners)}
                    </ul>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Box 2, for a CRM that administrators are linked to.
#[component]
fn Always(crm: Crm, unavailable: Memo<bool>) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let checked = memo(move || state.form.with(|form| form.shows_always(crm)));
    view! {
        <Checkbox
            id="always"
            label=t.box_always
            checked
            unavailable
            described_by="always-why"
            on_toggle=Callback::new(move |()| state.form.update(|form| form.toggle_always(crm)))
        >
            <p>{t.box_always_hint}</p>
            <Reason crm />
        </Checkbox>
    }
}

fn chip(t: &Text, power: Power) -> AnyView {
    let (tone, word) = match power {
        Power::On => (Tone::Good, t.on),
        Power::Off => (Tone::Plain, t.off),
        Power::Paused => (Tone::Warn, t.on_paused),
        Power::OnUnsaved => (Tone::Plain, t.on_unsaved),
        Power::OffUnsaved => (Tone::Plain, t.off_unsaved),
    };
    view! { <Chip tone word /> }.into_any()
}

/// The sentences under the caption: whom it would be, and why it stands as it does.
#[component]
fn Explanation(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let sentence = memo(move || sentence(t, use_lang().get_untracked().tag(), crm));
    let user = move || {
        let acts_as = state.form.with(|form| form.acts_as(crm));
        acts_as.map_or_else(|| t.box_zendesk_user.to_owned(), |user| user.name)
    };
    let is_free = memo(move || state.form.with(|form| form.obstacles(crm).is_empty()));
    view! {
        {(crm == Crm::Zendesk).then(|| view! { <p>{move || t.box_zendesk_hint(&user())}</p> })}
        <Reason crm />
        {part(move || sentence.get().filter(|_| is_free.get()).map_or_else(nothing, |words| line("reason", words)))}
    }
    .into_any()
}

/// Why a box cannot be ticked, with a link to the cure; nothing where it can.
#[component]
fn Reason(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let reason = move || {
        let Some(obstacle) = state.form.with(|form| form.obstacles(crm).first().copied()) else {
            return nothing();
        };
        let kind = state.form.with(|form| form.kind(crm));
        let (target, words) = match words::cure(obstacle) {
            Some(input) => (inputs::id(crm, input), t.go_to),
            None => (super::salesforce::LINK.to_owned(), t.go_to_link),
        };
        let why = words::obstacle(t, crm, kind, obstacle);
        view! { <p class="reason">{why} " " {jump(target, words)}</p> }.into_any()
    };
    part(reason)
}

/// What is to be said of a box that is free.
fn sentence(t: &Text, tag: &str, crm: Crm) -> Option<String> {
    let state = use_state();
    let report = state
        .reports
        .with(|reports| reports.get(&crm).map(|report| report.default_user));
    state.form.with(|form| match (power(form, crm), report) {
        (Power::Paused, _) => {
            let stored = form.stored_panel(crm);
            if crm.has_links() {
                return Some(t.all_dead_paused(&super::panel::dead_since(tag, &stored)));
            }
            let since = stored
                .health
                .map(|health| time::moment(tag, health.checked_at))
                .unwrap_or_default();
            Some(t.paused_since(crm.name(), &since))
        }
        (Power::OffUnsaved, _) => Some(t.will_be_random.to_owned()),
        (Power::Off, Some(BoxReport::OffRefused)) => Some(t.unticked_refused(crm.name())),
        (Power::OnUnsaved, Some(BoxReport::NotYet)) => Some(t.wish_waits(crm.name())),
        _ => None,
    })
}
