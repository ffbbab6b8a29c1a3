//! The two boxes after a save: as asked where that can be, else off or as they were, and why.

use super::{
    plan::{PanelPlan, Step},
    report::BoxReport,
};
use crate::{crm::Crm, settings::Panel, verdict::Verdict};

/// Both boxes, and what is told of them.
pub(super) struct Boxes {
    pub(super) default_user: bool,
    pub(super) default_user_report: BoxReport,
    pub(super) always: bool,
    pub(super) always_report: BoxReport,
}

/// Decides, given what the CRM said if it was asked.
pub(super) fn settle(
    crm: Crm,
    plan: &PanelPlan,
    stored: &Panel,
    verdict: Option<Verdict>,
) -> Boxes {
    let wanted = &plan.wanted;
    let is_refused = verdict.is_some_and(Verdict::is_refusal);
    // Its tuple is not saved and nobody was asked, so nothing else may change.
    let is_held = matches!(plan.step, Step::Malformed(_) | Step::SecretRequired);
    let as_before = stored.default_user && wanted.default_user;
    let as_asked = wanted.default_user && plan.is_available;
    let (default_user, why) = match &plan.step {
        _ if is_refused => (false, BoxReport::OffRefused),
        Step::Malformed(_) | Step::SecretRequired => (as_before, BoxReport::NotYet),
        // Its links were not asked, so nothing is known that could turn it on.
        Step::Leave | Step::StoreAsTyped
            if crm.has_links() && plan.is_available && !stored.default_user =>
        {
            (false, BoxReport::NotYet)
        }
        Step::Leave | Step::StoreAsTyped => (as_asked, BoxReport::OffUnavailable),
        Step::Ask(_) | Step::AskTurnOn(_) if verdict == Some(Verdict::Valid) => {
            (as_asked, BoxReport::OffUnavailable)
        }
        Step::Ask(_) | Step::AskTurnOn(_) => (as_before, BoxReport::NotYet),
    };
    let default_user_report = if default_user == wanted.default_user {
        BoxReport::AsAsked
    } else {
        why
    };
    // Box 2 is turned on by the same answer as box 1.
    let waits = is_held || default_user_report == BoxReport::NotYet;
    let may_turn_on = !is_refused && !waits;
    let always = wanted.always && plan.is_available && (stored.always || may_turn_on);
    let always_report = match default_user_report {
        _ if always == wanted.always => BoxReport::AsAsked,
        _ if waits => BoxReport::NotYet,
        _ if is_refused => BoxReport::OffRefused,
        _ => BoxReport::OffUnavailable,
    };
    Boxes {
        default_user,
        default_user_report,
        always,
        always_report,
    }
}
