//! "Who would own it?": the documented cases, answered by the function that attributes real records.

use domain::{
    Attribution, Channel, Crm, Interaction, Party, Policy, Readiness, Status, attribute, status,
};

use super::Form;
use crate::{i18n::Text, words};

/// The cases of the list with whether an agent is known.
const CASES: [(Interaction, Option<bool>); 4] = [
    (Interaction::Started(Channel::Chat), None),
    (Interaction::Voicemail, None),
    (Interaction::Abandoned(Channel::Call), None),
    (Interaction::Answered(Channel::Call), Some(true)),
];

/// Each case with its owner, for the draft as it stands.
#[must_use]
pub fn owners(t: &Text, form: &Form, crm: Crm) -> [(String, String); 4] {
    let policy = match (form.shows_always(crm), form.shows_default_user(crm)) {
        (true, _) => Policy::AlwaysDefaultUser,
        (false, true) => Policy::DefaultUser,
        (false, false) => Policy::RandomAgent,
    };
    let readiness = readiness(form, crm);
    let name = form.acts_as(crm).map(|user| user.name);
    CASES.map(|(event, agent)| {
        let owner = match attribute(event, agent, policy, readiness, true) {
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
        (case(t, crm, event), owner)
    })
}

/// Whether the draft's connection could carry records: nothing missing, and not the refused one.
fn readiness(form: &Form, crm: Crm) -> Readiness {
    let status = status(crm, &form.stored_panel(crm));
    let (is_whole, is_refused) = if crm.has_links() {
        let nobody_works = status == Status::NeedsAttention || form.ends_links();
        (status != Status::NotSetUp, nobody_works)
    } else {
        let is_stored = !form.changes_tuple(crm);
        (true, is_stored && status == Status::NeedsAttention)
    };
    if !is_whole || !form.obstacles(crm).is_empty() {
        Readiness::NotSetUp
    } else if is_refused {
        Readiness::Paused
    } else {
        Readiness::Ready
    }
}

fn case(t: &Text, crm: Crm, event: Interaction) -> String {
    match event {
        Interaction::Started(_) => t.case_chat(words::record(t, crm)),
        Interaction::Voicemail => t.case_voicemail.to_owned(),
        Interaction::Abandoned(_) => t.case_abandoned.to_owned(),
        _ => t.case_answered.to_owned(),
    }
}
