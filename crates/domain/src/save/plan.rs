//! From a draft to the questions it raises.

use std::collections::BTreeMap;

use crate::{
    availability::availability,
    binding::{binding, keeps_links},
    code::Code,
    connection::Connection,
    crm::Crm,
    draft::{Draft, PanelDraft},
    field::Input,
    fields::Fields,
    parse,
    problem::Problem,
    secret::{Secret, SecretEdit},
    settings::{Panel, Settings},
    unready::Unready,
    wanted::Wanted,
};

/// A save whose questions are known and whose answers are not.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) stored: Settings,
    pub(super) agent_platform: Option<Crm>,
    pub(super) panels: BTreeMap<Crm, PanelPlan>,
}

/// What is to be done to one panel.
#[derive(Clone, Debug)]
pub(super) struct PanelPlan {
    pub(super) wanted: Wanted,
    pub(super) step: Step,
    pub(super) is_available: bool,
}

/// What is to be done to one tuple.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// It is what is stored.
    Leave,
    /// Incomplete: stored as typed, nobody asked.
    StoreAsTyped,
    /// A malformed field: nobody is asked, so nothing is refused; the typed values stay in the draft.
    Malformed(Vec<(Input, Code)>),
    /// The kept secret was entered for something else.
    SecretRequired,
    /// Complete and new: the CRM decides.
    Ask(Question),
    /// As stored, but the box goes on: the CRM decides about the box.
    AskTurnOn(Question),
}

/// One question to one CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where to ask, and as whom.
    pub connection: Connection,
    /// With what.
    pub secret: SecretSource,
    /// Whether it is the stored connection that is asked about: a refusal is then asked twice.
    pub is_stored: bool,
}

/// Where the secret of a question comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// The draft.
    Typed(Secret),
    /// The store.
    Kept,
}

impl Plan {
    /// The questions to put to the CRMs, all at once.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.panels.values().filter_map(|panel| match &panel.step {
            Step::Ask(question) | Step::AskTurnOn(question) => Some(question),
            _ => None,
        })
    }
}

impl Question {
    /// What testing this panel would ask: the draft over what is stored.
    ///
    /// # Errors
    /// What the panel lacks.
    pub fn of(crm: Crm, wanted: &Wanted, stored: &Panel) -> Result<Self, Unready> {
        let wanted = &Wanted {
            secret: wanted.secret.meant(),
            ..wanted.clone()
        };
        let connection = Connection::of(crm, wanted, stored.secret.as_ref())?;
        let secret = match &wanted.secret {
            SecretEdit::Replace(typed) => {
                let clean = parse::secret(crm, typed).map_err(|code| Unready {
                    malformed: vec![(Input::Secret, code)],
                    ..Unready::default()
                })?;
                SecretSource::Typed(clean)
            }
            SecretEdit::Keep | SecretEdit::Clear => SecretSource::Kept,
        };
        let is_stored = secret == SecretSource::Kept
            && binding(crm, &wanted.fields) == binding(crm, &stored.fields);
        Ok(Self {
            connection,
            secret,
            is_stored,
        })
    }
}

/// Reads a draft over what is stored.
///
/// # Errors
/// The malformed fields outside the tuples: with one of these nothing is saved at all.
pub fn plan(stored: Settings, draft: &Draft) -> Result<Plan, Vec<Problem>> {
    let problems: Vec<Problem> = draft
        .panels
        .iter()
        .flat_map(|(crm, panel)| misfits(*crm, panel, &draft.wanted(*crm, &stored)))
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let panels = draft
        .panels
        .keys()
        .map(|crm| {
            (
                *crm,
                panel_plan(*crm, draft.wanted(*crm, &stored), &stored.panel(*crm)),
            )
        })
        .collect();
    Ok(Plan {
        agent_platform: draft.agent_platform,
        stored,
        panels,
    })
}

/// Fields outside the tuple that hold a secret or are malformed, and fields this CRM does not have.
fn misfits(crm: Crm, panel: &PanelDraft, wanted: &Wanted) -> Vec<Problem> {
    let mut problems = panel.strangers(crm);
    problems.extend(wanted.misplaced(crm));
    for field in crm.other_fields() {
        let (input, text) = (Input::Field(field), panel.fields.get(field));
        let is_told = problems.iter().any(|problem| problem.input == input);
        if let (Err(code), false) = (parse::canonical(crm, field, text), is_told) {
            problems.push(Problem::at(crm, input, code, Some(text), &panel.secret));
        }
    }
    problems
}

/// Reads one panel's wish over what is stored of it.
pub(super) fn panel_plan(crm: Crm, mut wanted: Wanted, stored: &Panel) -> PanelPlan {
    // A blank replacement changes nothing, and what is not kept cannot be forgotten.
    wanted.secret = match wanted.secret.meant() {
        SecretEdit::Clear if stored.secret.is_none() => SecretEdit::Keep,
        edit => edit,
    };
    let is_available = availability(crm, &wanted, stored).is_empty();
    let step = step(crm, &wanted, stored, is_available);
    PanelPlan {
        wanted,
        step,
        is_available,
    }
}

fn step(crm: Crm, wanted: &Wanted, stored: &Panel, is_available: bool) -> Step {
    let is_same = wanted.secret == SecretEdit::Keep
        && binding(crm, &wanted.fields) == binding(crm, &stored.fields);
    let turns_on = wanted.default_user
        && !stored.default_user
        && is_available
        && !ends_links(crm, &wanted.fields, stored);
    match Question::of(crm, wanted, stored) {
        // What is typed there is proven by a link, not by a save.
        Ok(_) if crm.has_links() && !is_same => Step::StoreAsTyped,
        Ok(question) if !is_same => Step::Ask(question),
        Ok(question) if turns_on => Step::AskTurnOn(question),
        Err(unready) if !unready.malformed.is_empty() => Step::Malformed(unready.malformed),
        Err(Unready {
            bound_elsewhere: Some(_),
            ..
        }) if !is_same => Step::SecretRequired,
        Ok(_) | Err(_) if is_same => Step::Leave,
        Ok(_) | Err(_) => Step::StoreAsTyped,
    }
}

/// Whether these values would end the links that there are.
pub(super) fn ends_links(crm: Crm, fields: &Fields, stored: &Panel) -> bool {
    crm.has_links() && !stored.links.is_empty() && !keeps_links(crm, &stored.fields, fields)
}
