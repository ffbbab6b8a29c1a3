//! The cards of the CRMs: the radio says where agents work, the link what is shown below. The two
//! never mean each other.

use domain::{Crm, Status};
use leptos::prelude::*;

use super::{
    form::{Form, Standing},
    page::use_page,
};
use crate::{
    i18n::text,
    ui::{Chip, Dynamic, Show, Tone},
    words,
};

/// One card per CRM.
#[component]
pub fn Chooser() -> impl IntoView {
    let t = text();
    view! {
        <section class="card" id="platform" aria-labelledby="platform-heading">
            <header>
                <div>
                    <h2 id="platform-heading">{t.agent_platform}</h2>
                    <p>{t.agent_platform_hint}</p>
                </div>
            </header>
            <div class="body">
                <fieldset>
                    <legend class="visually-hidden">{t.agent_platform}</legend>
                    <ul class="platforms">
                        {Crm::ALL.map(|crm| view! { <Card crm /> }).collect_view()}
                    </ul>
                </fieldset>
            </div>
        </section>
    }
}

#[component]
fn Card(
    /// The CRM it stands for.
    crm: Crm,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let (form, name) = (page.draft.form, crm.name());
    let is_live = Memo::new(move |_| form.with(|form| form.stored().agent_platform == Some(crm)));
    let is_next = Memo::new(move |_| {
        form.with(|form| {
            let is_new = form.stored().agent_platform != Some(crm);
            let comes = matches!(form.standing(crm), Standing::Live | Standing::Next);
            is_new && comes
        })
    });
    let is_shown = Memo::new(move |_| page.draft.shown() == Some(crm));
    let words = Signal::derive(move || {
        if is_shown.get() {
            t.shown_below
        } else {
            t.show_settings
        }
    });
    let glyph = name.trim_start_matches("MS ").get(..1);
    let id = format!("platform-{}", crm.key());
    let described_by = format!("{id}-status");
    view! {
        <li class="platform" class:in-view=is_shown>
            <div class="what">
                <div class="name">
                    <span class="glyph" aria-hidden="true">
                        {glyph}
                    </span>
                    <b>{name}</b>
                </div>
                <div class="row" id=described_by.clone()>
                    <Show when=is_live>
                        <span class="live">{t.live}</span>
                        " "
                    </Show>
                    <Show when=is_next>
                        <span class="live next">{t.live_next}</span>
                        " "
                    </Show>
                    <Dynamic view=move || {
                        let status = form.with(|form| form.status(crm));
                        view! { <Chip tone=tone(status) word=words::status(t, status) /> }
                    } />
                </div>
            </div>
            <div class="ways">
                <label>
                    <input
                        type="radio"
                        name="platform"
                        id=id
                        aria-label=t.of_crm(name, t.agents_here)
                        aria-describedby=described_by
                        prop:checked=move || form.with(Form::platform) == Some(crm)
                        on:change=move |_| page.draft.choose(crm)
                    />
                    <span>{t.agents_here}</span>
                </label>
                <a
                    href=format!("#{}", crm.key())
                    data-noscroll=true
                    aria-label=Signal::derive(move || t.of_crm(name, words.get()))
                    aria-current=move || is_shown.get().then_some("true")
                    // The address alone would not lead back to a panel that was left by a radio.
                    on:click=move |_| page.draft.viewing.set(Some(crm))
                >
                    {words}
                </a>
            </div>
        </li>
    }
}

/// The tone that goes with a status.
fn tone(status: Status) -> Tone {
    match status {
        Status::NotSetUp => Tone::Plain,
        Status::Verified => Tone::Good,
        Status::NotVerified => Tone::Warn,
        Status::NeedsAttention | Status::Unreadable => Tone::Bad,
    }
}
