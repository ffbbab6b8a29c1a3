//! "Who would own it?": the documented cases, answered by the function that attributes real records.

use domain::{
    Attribution, Channel, Crm, Interaction, Party, Policy, Readiness, RecordCreation, attribute,
    status,
};
use leptos::prelude::*;

use super::super::{
    form::{Form, Standing},
    page::use_page,
};
use crate::{
    i18n::{Text, text},
    ui::{Dynamic, Show},
    words,
};

/// The list, for the draft as it stands.
#[component]
pub fn Owners(
    /// The panel.
    crm: Crm,
    /// When a record is made, once that is known.
    #[prop(into)]
    creation: Signal<Option<RecordCreation>>,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let is_supposed = Memo::new(move |_| form.with(|form| !is_live(form, crm)));
    view! {
        <div>
            <h3 id="owners-heading">{t.who_owns}</h3>
            <Show when=is_supposed>
                <p class="hint">{t.who_owns_if(crm.name())}</p>
            </Show>
            <ul class="when" aria-labelledby="owners-heading">
                <Dynamic view=move || {
                    let owners = form.with(|form| owners(t, form, crm, creation.get()));
                    owners.into_iter().map(row).collect_view()
                } />
            </ul>
        </div>
    }
}

fn row((case, owner): (String, String)) -> AnyView {
    view! {
        <li>
            <span>{case}</span>
            <b>{owner}</b>
        </li>
    }
    .into_any()
}

/// The cases of the list with whether an agent is known.
const CASES: [(Interaction, Option<bool>); 4] = [
    (Interaction::Started(Channel::Chat), None),
    (Interaction::Voicemail, None),
    (Interaction::Abandoned(Channel::Call), None),
    (Interaction::Answered(Channel::Call), Some(true)),
];

/// Each case with its owner, for the draft as it stands. Until it is known when a record is made, the
/// cases suppose that one is.
#[must_use]
pub fn owners(
    t: &Text,
    form: &Form,
    crm: Crm,
    creation: Option<RecordCreation>,
) -> [(String, String); 4] {
    let supposed = RecordCreation {
        abandoned: true,
        ..RecordCreation::default()
    };
    let made = creation.map_or(supposed, |creation| creation.on(Some(crm)));
    let policy = Policy::of(form.shows_default_user(crm), form.shows_always(crm));
    let readiness = readiness(form, crm);
    let name = form.acts_as(crm).map(|user| user.name);
    CASES.map(|(event, agent)| {
        let owner = match attribute(event, agent, policy, readiness, made) {
            Attribution::Record {
                owner: Party::Agent,
                actor: Party::DefaultUser,
                ..
            } => t.owner_agent_by(name.as_deref().unwrap_or(t.owner_default_low)),
            Attribution::Record {
                owner: Party::Agent,
                ..
            } => t.owner_agent.to_owned(),
            Attribution::Record {
                owner: Party::DefaultUser,
                ..
            } => name.clone().unwrap_or_else(|| t.owner_default.to_owned()),
            Attribution::Record {
                owner: Party::RandomAgent,
                ..
            } => t.owner_random.to_owned(),
            Attribution::Held(_) => t.owner_nobody(crm.name()),
            Attribution::NoRecord(_) => t.owner_none.to_owned(),
        };
        (case(t, crm, event, creation), owner)
    })
}

fn is_live(form: &Form, crm: Crm) -> bool {
    form.standing(crm) == Standing::Live
}

/// Whether the draft's connection could carry records. Of a platform that is not live the answer is
/// what would be if it were: no record waits for it.
fn readiness(form: &Form, crm: Crm) -> Readiness {
    if !is_live(form, crm) {
        return Readiness::Ready;
    }
    status(crm, &form.accepted(crm)).into()
}

fn case(t: &Text, crm: Crm, event: Interaction, creation: Option<RecordCreation>) -> String {
    let messages = creation.map_or(0, |creation| creation.chat_messages);
    match event {
        Interaction::Started(_) if messages == 1 => t.case_chat_after_one(words::record(t, crm)),
        Interaction::Started(_) if messages > 1 => {
            t.case_chat_after(&messages.to_string(), words::record(t, crm))
        }
        Interaction::Started(_) => t.case_chat(words::record(t, crm)),
        Interaction::Voicemail => t.case_voicemail.to_owned(),
        Interaction::Abandoned(_) if creation.is_some() => t.case_abandoned_known.to_owned(),
        Interaction::Abandoned(_) => t.case_abandoned.to_owned(),
        _ => t.case_answered.to_owned(),
    }
}
