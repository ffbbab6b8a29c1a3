//! From the CRMs' answers to what is written, by the table of outcomes.

use std::collections::BTreeMap;

use super::{
    boxes,
    plan::{PanelPlan, Plan, Step, ends_links},
    platform,
    report::{PanelReport, PlatformReport, Report, TupleReport},
    secret::{self, SecretWrite},
    taken,
};
use crate::{
    code::Code,
    crm::Crm,
    field::Input,
    fields::Fields,
    link::{Link, LinkState},
    millis::Millis,
    settings::{Panel, Settings},
    verdict::{Cause, Check, Health, Verdict},
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
        let platform = platform::settle(&stored, &settings, agent_platform, &reports);
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
        // Nobody was asked, so nothing was refused.
        Step::Malformed(_) | Step::SecretRequired => TupleReport::NotSavedYet,
        Step::Ask(_) if is_taken => TupleReport::Saved,
        Step::Ask(_) if refused => TupleReport::Reverted,
        Step::Ask(_) => TupleReport::NotSavedYet,
    };
    let boxes = boxes::settle(crm, plan, stored, verdict);
    let is_saved = tuple == TupleReport::Saved;
    let fields = taken::fields(crm, tuple, wanted, stored);
    let (secret, state) = if is_saved {
        secret::settle(crm, &wanted.secret, &fields, stored.secret.as_ref(), now)
    } else {
        (SecretWrite::Keep, stored.secret.clone())
    };
    let ends_links = ends_links(crm, &fields, stored);
    let mut links = stored.links.clone();
    if ends_links {
        end(&mut links, now);
    }
    let (health_write, health) = health(plan, stored, check.as_ref(), is_saved, now);
    let problems = match &plan.step {
        Step::Malformed(malformed) => malformed.clone(),
        Step::SecretRequired => vec![(Input::Secret, Code::SecretRequired)],
        _ => check
            .iter()
            .flat_map(|check| check.blames(crm, &wanted.fields))
            .collect(),
    };
    let problems = problems.into_iter();
    let problems = problems.map(|(input, code)| wanted.problem(crm, input, code));
    let saved = saved_inputs(crm, &fields, &stored.fields, &secret);
    Settled {
        panel: Panel {
            fields,
            secret: state,
            default_user: boxes.default_user,
            always: boxes.always,
            links,
            health,
        },
        write: PanelWrite {
            secret,
            health: health_write,
        },
        report: PanelReport {
            tuple,
            default_user: boxes.default_user_report,
            always: boxes.always_report,
            ends_links,
            check,
            problems: problems.collect(),
            saved,
        },
    }
}

/// Ends links that were made for other settings.
pub(super) fn end(links: &mut [Link], now: Millis) {
    for link in links {
        link.state = LinkState::NeedsRelinking;
        link.cause = Some(Cause::SettingsChanged);
        link.since = now;
    }
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
