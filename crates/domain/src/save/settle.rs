//! From the CRMs' answers to what is written, by the table of outcomes.

use std::collections::BTreeMap;

use super::{
    plan::{PanelPlan, Plan, Step, ends_links},
    report::{BoxReport, PanelReport, PlatformReport, PlatformWhy, Report, TupleReport},
    secret::{self, SecretWrite},
};
use crate::{
    Millis,
    crm::{Crm, Field, Input},
    fields::Fields,
    health::{Health, Status, status},
    link::LinkState,
    parse,
    settings::{Panel, Settings},
    verdict::{Cause, Check, Verdict},
    wire::Problem,
};

/// What a save comes to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The settings as they will be, under the next version.
    pub settings: Settings,
    /// What to write of each panel that was sent.
    pub writes: BTreeMap<Crm, PanelWrite>,
    /// What to tell.
    pub report: Report,
}

/// What to write of one panel; its plain values are in [`Outcome::settings`].
#[derive(Clone, Debug)]
pub struct PanelWrite {
    /// What to do with the sealed secret.
    pub secret: SecretWrite,
    /// What to do with what is known of the connection.
    pub health: HealthWrite,
}

/// What to do with a connection's health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthWrite {
    /// Leave it: it may be newer than the draft.
    Keep,
    /// Write what [`Outcome::settings`] says, be it nothing.
    Set,
}

impl Plan {
    /// Decides, given what the CRMs said. A question without an answer counts as unreachable.
    #[must_use]
    pub fn settle(self, answers: &BTreeMap<Crm, Check>, now: Millis) -> Outcome {
        let Self {
            stored,
            agent_platform,
            panels,
        } = self;
        let mut settings = stored.clone();
        settings.version += 1;
        settings.saved_at = Some(now);
        let mut writes = BTreeMap::new();
        let mut reports = BTreeMap::new();
        for (crm, plan) in &panels {
            let settled = settle_panel(*crm, plan, &stored.panel(*crm), answers.get(crm), now);
            settings.panels.insert(*crm, settled.panel);
            writes.insert(*crm, settled.write);
            reports.insert(*crm, settled.report);
        }
        let platform = platform(&stored, &settings, agent_platform, &reports);
        if platform == PlatformReport::Saved {
            settings.agent_platform = agent_platform;
        }
        Outcome {
            settings,
            writes,
            report: Report {
                agent_platform: platform,
                panels: reports,
            },
        }
    }
}

struct Settled {
    panel: Panel,
    write: PanelWrite,
    report: PanelReport,
}

fn settle_panel(
    crm: Crm,
    plan: &PanelPlan,
    stored: &Panel,
    answer: Option<&Check>,
    now: Millis,
) -> Settled {
    let wanted = &plan.wanted;
    let asked = matches!(plan.step, Step::Ask(_) | Step::AskTurnOn(_));
    let check = asked.then(|| {
        answer
            .cloned()
            .unwrap_or_else(|| Check::of(Verdict::Unreachable))
    });
    let verdict = check.as_ref().map(|check| check.verdict);
    let is_valid = verdict == Some(Verdict::Valid);
    // "Save anyway" is about the tuple; only a valid answer turns the box on.
    let is_taken = is_valid || (verdict == Some(Verdict::Unverified) && wanted.save_unverified);
    let refused = verdict.is_some_and(Verdict::is_refusal);

    let tuple = match &plan.step {
        Step::Leave | Step::AskTurnOn(_) => TupleReport::Unchanged,
        Step::StoreAsTyped => TupleReport::Saved,
        Step::Malformed(_) => TupleReport::Reverted,
        Step::SecretRequired(_) => TupleReport::NotSavedYet,
        Step::Ask(_) if is_taken => TupleReport::Saved,
        Step::Ask(_) if refused => TupleReport::Reverted,
        Step::Ask(_) => TupleReport::NotSavedYet,
    };
    let as_before = stored.default_user && wanted.default_user;
    let (default_user, box_report) = match &plan.step {
        _ if refused => (false, BoxReport::OffRefused),
        Step::Malformed(_) => (false, BoxReport::OffRefused),
        Step::SecretRequired(_) => (as_before, BoxReport::NotYet),
        // Its links were not asked, so nothing is known that could turn it on.
        Step::Leave | Step::StoreAsTyped
            if crm.has_links() && plan.is_available && !stored.default_user =>
        {
            (false, BoxReport::NotYet)
        }
        Step::Leave | Step::StoreAsTyped => (
            wanted.default_user && plan.is_available,
            BoxReport::OffUnavailable,
        ),
        Step::Ask(_) | Step::AskTurnOn(_) if is_valid => (
            wanted.default_user && plan.is_available,
            BoxReport::OffUnavailable,
        ),
        Step::Ask(_) | Step::AskTurnOn(_) => (as_before, BoxReport::NotYet),
    };
    let box_report = if default_user == wanted.default_user {
        BoxReport::AsAsked
    } else {
        box_report
    };
    // Box 2 is turned on by the same answer as box 1.
    let may_turn_on = !refused && box_report != BoxReport::NotYet;
    let always = wanted.always && plan.is_available && (stored.always || may_turn_on);
    let always_report = match box_report {
        _ if always == wanted.always => BoxReport::AsAsked,
        BoxReport::NotYet => BoxReport::NotYet,
        _ if refused => BoxReport::OffRefused,
        _ => BoxReport::OffUnavailable,
    };

    let is_saved = tuple == TupleReport::Saved;
    // Unchanged means the same connection, perhaps spelled otherwise: the new spelling is taken.
    let takes_typed = is_saved || tuple == TupleReport::Unchanged;
    let fields = merged_fields(crm, &wanted.fields, &stored.fields, takes_typed);
    let (secret, state) = if is_saved {
        secret::settle(crm, &wanted.secret, &fields, stored.secret.as_ref(), now)
    } else {
        (SecretWrite::Keep, stored.secret.clone())
    };
    let ends_links = ends_links(crm, &fields, stored);
    let mut links = stored.links.clone();
    if ends_links {
        for link in &mut links {
            link.state = LinkState::NeedsRelinking;
            link.cause = Some(Cause::SettingsChanged);
            link.since = now;
        }
    }
    let (health_write, health) = health(plan, stored, check.as_ref(), is_saved, now);
    let problems = match &plan.step {
        Step::Malformed(problems) => problems.clone(),
        Step::SecretRequired(problem) => vec![problem.clone()],
        _ => check
            .iter()
            .flat_map(|check| check.blames(crm, &wanted.fields))
            .map(|(input, code)| Problem::at(crm, input, code, wanted.typed(input)))
            .collect(),
    };
    let saved = saved_inputs(crm, &fields, &stored.fields, &secret);
    Settled {
        panel: Panel {
            fields,
            secret: state,
            default_user,
            always,
            links,
            health,
        },
        write: PanelWrite {
            secret,
            health: health_write,
        },
        report: PanelReport {
            tuple,
            default_user: box_report,
            always: always_report,
            ends_links,
            check,
            problems,
            saved,
        },
    }
}

/// Fields outside the tuple as typed; those inside as typed only if the tuple takes them.
fn merged_fields(crm: Crm, typed: &Fields, stored: &Fields, takes_typed: bool) -> Fields {
    let is_typed = |field: Field| takes_typed || crm.other_fields().any(|other| other == field);
    crm.fields()
        .iter()
        .map(|field| {
            let from = if is_typed(*field) { typed } else { stored };
            let text = from.get(*field);
            (
                *field,
                parse::canonical(crm, *field, text).unwrap_or_else(|_| parse::clean(text)),
            )
        })
        .collect()
}

/// A saved tuple starts anew with what the CRM said of it; a stored one that was asked about keeps
/// its last word unless the CRM gave a final one.
fn health(
    plan: &PanelPlan,
    stored: &Panel,
    check: Option<&Check>,
    is_saved: bool,
    now: Millis,
) -> (HealthWrite, Option<Health>) {
    let found = check.map(|check| Health {
        check: check.clone(),
        checked_at: now,
    });
    // Of links it is kept one by one.
    let speaks = matches!(&plan.step, Step::AskTurnOn(asked) if !asked.connection.crm().has_links())
        && check.is_some_and(|check| check.verdict.is_final());
    if is_saved || speaks {
        (HealthWrite::Set, found)
    } else {
        (HealthWrite::Keep, stored.health.clone())
    }
}

fn saved_inputs(crm: Crm, now: &Fields, before: &Fields, secret: &SecretWrite) -> Vec<Input> {
    let changed = crm
        .fields()
        .iter()
        .filter(|field| now.get(**field) != before.get(**field));
    let is_new = matches!(secret, SecretWrite::Replace(_) | SecretWrite::Clear);
    let secret = is_new.then_some(Input::Secret);
    changed
        .map(|field| Input::Field(*field))
        .chain(secret)
        .collect()
}

/// A working platform is left only for one whose stored tuple is complete and not refused.
fn platform(
    stored: &Settings,
    settings: &Settings,
    wanted: Option<Crm>,
    reports: &BTreeMap<Crm, PanelReport>,
) -> PlatformReport {
    if wanted == stored.agent_platform {
        return PlatformReport::Unchanged;
    }
    let (Some(old), Some(new)) = (stored.agent_platform, wanted) else {
        return PlatformReport::Saved;
    };
    if !status(old, &stored.panel(old)).works() {
        return PlatformReport::Saved;
    }
    let tuple = reports.get(&new).map(|report| report.tuple);
    let why = match (status(new, &settings.panel(new)), tuple) {
        (_, Some(TupleReport::Reverted)) | (Status::NeedsAttention, _) => PlatformWhy::Refused,
        (_, Some(TupleReport::NotSavedYet)) => PlatformWhy::NotChecked,
        (Status::NotSetUp, _) => PlatformWhy::NotSetUp,
        (Status::Verified | Status::NotVerified, _) => return PlatformReport::Saved,
    };
    PlatformReport::Kept { wanted: new, why }
}
