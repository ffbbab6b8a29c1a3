//! The cards that choose the agent platform.

use domain::{Crm, Status, status};
use leptos::prelude::*;

use super::{Form, use_state};
use crate::{
    i18n::text,
    ui::{Button, Chip, Dialog, Tone, button, part},
    words,
};

/// The tone that goes with a status.
#[must_use]
pub fn tone(status: Status) -> Tone {
    match status {
        Status::NotSetUp => Tone::Plain,
        Status::Verified => Tone::Good,
        Status::NotVerified => Tone::Warn,
        Status::NeedsAttention => Tone::Bad,
    }
}

/// One card per CRM, as a group of radio buttons.
#[component]
pub fn Chooser() -> impl IntoView {
    let t = text();
    view! {
        <fieldset class="card" id="platform">
            <legend class="visually-hidden">{t.agent_platform}</legend>
            <header>
                <div>
                    <h2>{t.agent_platform}</h2>
                    <p>{t.agent_platform_hint}</p>
                </div>
            </header>
            <div class="body">
                <div class="platforms">{Crm::ALL.map(|crm| view! { <Card crm /> })}</div>
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Card(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let chip = move || {
        let status = state.form.with(|form| status(crm, &form.stored_panel(crm)));
        view! { <Chip tone=tone(status) word=words::status(t, status) /> }.into_any()
    };
    let id = format!("platform-{}", crm.key());
    view! {
        <label class="platform">
            <input
                type="radio"
                name="platform"
                id=id.clone()
                aria-describedby=format!("{id}-status")
                prop:checked=move || state.form.with(Form::platform) == Some(crm)
                on:change=move |_| state.choose(crm)
            />
            <span class="glyph" aria-hidden="true">{crm.name().trim_start_matches("MS ").get(..1)}</span>
            <b>{crm.name()}</b>
            <span id=format!("{id}-status")>{part(chip)}</span>
        </label>
    }
    .into_any()
}

/// Asks once before a working platform is left.
#[component]
pub fn SwitchQuestion() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let names = move || {
        state
            .switching
            .get()
            .map_or(("", ""), |(old, new)| (old.name(), new.name()))
    };
    let close = Callback::new(move |()| state.switching.set(None));
    view! {
        <Dialog
            id="switch"
            open=Signal::derive(move || state.switching.with(Option::is_some))
            title=Signal::derive(move || t.switch_title(names().1, names().0))
            on_close=close
        >
            <p>{move || t.switch_hint(names().1, names().0)}</p>
            <div class="row end">
                {Button::new("btn quiet", t.cancel).first().on(Box::new(move || close.run(())))}
                {button("btn primary", t.switch_yes, Box::new(move || state.save_now(None)))}
            </div>
        </Dialog>
    }
}
