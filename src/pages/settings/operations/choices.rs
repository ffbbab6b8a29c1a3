//! The settings themselves, each with its help; what the CRM does not offer is not there.

use domain::{CreationOption, Crm};
use leptos::prelude::*;

use super::{messages::Messages, state::use_operations};
use crate::{
    i18n::{Text, text},
    ui::Checkbox,
    words,
};

/// What an option is called.
#[must_use]
pub fn caption(t: &Text, crm: Option<Crm>, option: CreationOption) -> String {
    match option {
        CreationOption::Append => t.creation_append(record(t, crm)),
        CreationOption::Abandoned => t.creation_abandoned.to_owned(),
        CreationOption::DelayCalls => t.creation_delay_calls.to_owned(),
        CreationOption::DelayChats => t.creation_delay_chats.to_owned(),
        CreationOption::SkipContacts => t.creation_skip_contacts.to_owned(),
        CreationOption::SkipRecords => t.creation_skip_records.to_owned(),
    }
}

fn help(t: &Text, crm: Option<Crm>, option: CreationOption) -> String {
    match option {
        CreationOption::Append => t.creation_append_hint(record(t, crm)),
        CreationOption::Abandoned => t.creation_abandoned_hint(record(t, crm)),
        CreationOption::DelayCalls => t.creation_delay_calls_hint(record(t, crm)),
        CreationOption::DelayChats => t.creation_delay_chats_hint(record(t, crm)),
        CreationOption::SkipContacts => t.creation_skip_contacts_hint(crm.map_or(t.crm, Crm::name)),
        CreationOption::SkipRecords => t.creation_skip_records_hint(record(t, crm)),
    }
}

fn record(t: &Text, crm: Option<Crm>) -> &'static str {
    crm.map_or(t.record_any, |crm| words::record(t, crm))
}

/// The id of an option's box, and of its help.
fn ids(option: CreationOption) -> (&'static str, &'static str) {
    match option {
        CreationOption::Append => ("append", "append-help"),
        CreationOption::Abandoned => ("abandoned", "abandoned-help"),
        CreationOption::DelayCalls => ("delay-calls", "delay-calls-help"),
        CreationOption::DelayChats => ("delay-chats", "delay-chats-help"),
        CreationOption::SkipContacts => ("skip-contacts", "skip-contacts-help"),
        CreationOption::SkipRecords => ("skip-records", "skip-records-help"),
    }
}

/// What holds for both.
#[component]
pub fn CallsAndChats(
    /// The CRM the agents work in.
    crm: Option<Crm>,
) -> impl IntoView {
    let t = text();
    view! {
        <Group id="both-heading" title=t.creation_both>
            <Choice crm option=CreationOption::Append />
            <Choice crm option=CreationOption::Abandoned />
        </Group>
    }
}

/// What holds for calls.
#[component]
pub fn Calls(
    /// The CRM the agents work in.
    crm: Option<Crm>,
) -> impl IntoView {
    let t = text();
    view! {
        <Group id="calls-heading" title=t.creation_calls>
            <Choice crm option=CreationOption::DelayCalls />
        </Group>
    }
}

/// What holds for chats.
#[component]
pub fn Chats(
    /// The CRM the agents work in.
    crm: Option<Crm>,
) -> impl IntoView {
    let t = text();
    view! {
        <Group id="chats-heading" title=t.creation_chats>
            <Choice crm option=CreationOption::DelayChats />
            <Messages />
        </Group>
    }
}

/// What is not to be written at all.
#[component]
pub fn Skipping(
    /// The CRM the agents work in.
    crm: Option<Crm>,
) -> impl IntoView {
    let t = text();
    view! {
        <section class="card" aria-labelledby="skip-heading">
            <header>
                <div>
                    <h2 id="skip-heading">{t.creation_skip}</h2>
                    <p>{t.creation_skip_hint}</p>
                </div>
            </header>
            <div class="body">
                <Choice crm option=CreationOption::SkipContacts />
                <Choice crm option=CreationOption::SkipRecords />
            </div>
        </section>
    }
}

#[component]
fn Group(
    /// The id of its heading.
    id: &'static str,
    /// What they hold for.
    title: &'static str,
    /// The settings.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="stack small" role="group" aria-labelledby=id>
            <h3 id=id>{title}</h3>
            {children()}
        </div>
    }
}

#[component]
fn Choice(
    /// The CRM the agents work in.
    crm: Option<Crm>,
    /// Which option.
    option: CreationOption,
) -> impl IntoView {
    let (operations, t) = (use_operations(), text());
    let is_on = move || {
        let wanted = operations.wanted();
        wanted.is_some_and(|wanted| wanted.is_on(option))
    };
    let toggle = move |()| {
        let on = !untrack(is_on);
        operations.change(|form| form.turn(option, on));
    };
    let (id, described_by) = ids(option);
    option.is_offered(crm).then(|| {
        view! {
            <Checkbox
                id
                label=caption(t, crm, option)
                checked=Signal::derive(is_on)
                unavailable=false
                described_by
                on_toggle=Callback::new(toggle)
            >
                {help(t, crm, option)}
            </Checkbox>
        }
    })
}
