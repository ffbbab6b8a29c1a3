//! What a save makes of the agent platform. The page asks before it promises anything, a save decides
//! by the same answer: looking at a CRM is not switching to it, and a working platform is not left
//! for one that cannot take the records.

use std::collections::BTreeMap;

use super::report::{PanelReport, PlatformReport, PlatformWhy, TupleReport};
use crate::{
    crm::Crm,
    settings::{Panel, Settings},
    status::{Status, status},
};

/// What a save would make of the agent platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It is the one that is stored.
    Stays,
    /// It is saved and nobody has to be asked: from none, to none, or the old one does not work.
    Saved,
    /// A working one is left for one that is ready: worth a question.
    Leaves {
        /// The one that is left.
        old: Crm,
        /// The one that takes over.
        new: Crm,
    },
    /// The new one is not ready: its fields are saved, the old one stays live.
    NotYet {
        /// The one that stays.
        old: Crm,
        /// The one that was asked for.
        new: Crm,
        /// What is still missing.
        why: PlatformWhy,
    },
}

/// What a save would make of this wish. `would_be` is the wanted platform's panel as it would stand
/// after it; see [`crate::Wanted::accepted`].
#[must_use]
pub fn switch(stored: &Settings, wanted: Option<Crm>, would_be: &Panel) -> Switch {
    if wanted == stored.agent_platform {
        return Switch::Stays;
    }
    let (Some(old), Some(new)) = (stored.agent_platform, wanted) else {
        return Switch::Saved;
    };
    if !status(old, &stored.panel(old)).works() {
        return Switch::Saved;
    }
    let why = match status(new, would_be) {
        Status::Verified | Status::NotVerified => return Switch::Leaves { old, new },
        Status::NotSetUp => PlatformWhy::NotSetUp,
        Status::NeedsAttention | Status::Unreadable => PlatformWhy::Refused,
    };
    Switch::NotYet { old, new, why }
}

/// Whether the live platform would lose what it lives on, its credentials or its linked
/// administrators: all its records would wait.
#[must_use]
pub fn strands(stored: &Settings, crm: Crm, would_be: &Panel) -> bool {
    stored.agent_platform == Some(crm)
        && status(crm, &stored.panel(crm)).works()
        && !status(crm, would_be).works()
}

/// What became of it, given the settings as they will be and what became of the tuples.
pub(super) fn settle(
    stored: &Settings,
    settings: &Settings,
    wanted: Option<Crm>,
    reports: &BTreeMap<Crm, PanelReport>,
) -> PlatformReport {
    let would_be = wanted.map(|crm| settings.panel(crm)).unwrap_or_default();
    let (new, stands) = match switch(stored, wanted, &would_be) {
        Switch::Stays => return PlatformReport::Unchanged,
        Switch::Saved => return PlatformReport::Saved,
        Switch::Leaves { new, .. } => (new, None),
        Switch::NotYet { new, why, .. } => (new, Some(why)),
    };
    let why = reports
        .get(&new)
        .map_or(stands, |report| laid_over(stands, report));
    why.map_or(PlatformReport::Saved, |why| PlatformReport::Kept {
        wanted: new,
        why,
    })
}

/// What is stored may be ready while what was typed is not: nobody switches to what he did not type.
fn laid_over(stands: Option<PlatformWhy>, report: &PanelReport) -> Option<PlatformWhy> {
    match (report.tuple, stands) {
        (TupleReport::Reverted, _) => Some(PlatformWhy::Refused),
        (TupleReport::NotSavedYet, Some(PlatformWhy::Refused)) => Some(PlatformWhy::Refused),
        // Nobody was asked: a malformed value, or a secret that has to be typed again. Then it is what
        // is stored that falls short.
        (TupleReport::NotSavedYet, Some(PlatformWhy::NotSetUp)) if report.check.is_none() => {
            Some(PlatformWhy::NotSetUp)
        }
        (TupleReport::NotSavedYet, _) => Some(PlatformWhy::NotChecked),
        (TupleReport::Saved | TupleReport::Unchanged, stands) => stands,
    }
}
