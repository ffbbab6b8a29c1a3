//! What an act came to, in words: "Saved 2 changes. Zendesk kept its previous credentials: ..."

use domain::{
    Check, Code, Crm, Input, Problem, Verdict,
    save::{BoxReport, PanelReport, PlatformReport, PlatformWhy, TupleReport},
    wire::Saved,
};

use super::super::form::Form;
use crate::{api, i18n::Text, words};

/// What a save came to.
#[must_use]
pub fn saved(t: &Text, sent: &Form, saved: &Saved) -> String {
    let mut parts = vec![count(t, sent, saved)];
    if let PlatformReport::Kept { wanted, why } = saved.report.agent_platform {
        let old = saved.settings.agent_platform.map_or(t.none, Crm::name);
        let why = match why {
            PlatformWhy::NotSetUp => t.platform_not_set_up,
            PlatformWhy::Refused => t.platform_refused,
            PlatformWhy::NotChecked => t.platform_not_checked,
        };
        parts.push(t.platform_kept(wanted.name(), old, why));
    }
    for (crm, report) in &saved.report.panels {
        let was_empty = sent.stored_panel(*crm).secret.is_none();
        parts.extend(panel(t, *crm, report, was_empty));
        parts.extend(links(t, *crm, report));
    }
    parts.join(" ")
}

/// How many of the draft's changes are stored now.
fn count(t: &Text, sent: &Form, saved: &Saved) -> String {
    let boxes = Crm::ALL.into_iter().flat_map(|crm| {
        let (now, before) = (saved.settings.panel(crm), sent.stored_panel(crm));
        let is_done = |now, before, asked| now != before && now == asked;
        [
            is_done(
                now.default_user,
                before.default_user,
                sent.shows_default_user(crm),
            ),
            is_done(now.always, before.always, sent.shows_always(crm)),
        ]
    });
    let inputs: usize = saved
        .report
        .panels
        .values()
        .map(|report| report.saved.len())
        .sum();
    match inputs
        + boxes.filter(|is_done| *is_done).count()
        + usize::from(saved.report.agent_platform == PlatformReport::Saved)
    {
        0 => t.saved_none.to_owned(),
        1 => t.saved_one.to_owned(),
        n => t.saved_many(&n.to_string()),
    }
}

fn panel(t: &Text, crm: Crm, report: &PanelReport, was_empty: bool) -> Vec<String> {
    let name = crm.name();
    let why = || match (&report.check, report.problems.first()) {
        (Some(check), _) => words::why(t, crm, check),
        (None, Some(problem)) => words::code(t, crm, problem.code),
        (None, None) => String::new(),
    };
    let tuple = match report.tuple {
        TupleReport::Reverted if was_empty => Some(t.emptied_reverted(name, &why())),
        TupleReport::Reverted => Some(t.kept_reverted(name, &why())),
        TupleReport::NotSavedYet => Some(t.kept_not_saved(name, &why())),
        TupleReport::Unchanged | TupleReport::Saved => {
            report
                .check
                .as_ref()
                .map(|check| match (check.verdict, &check.acts_as) {
                    (Verdict::Valid, Some(user)) => t.verified_now(name, &words::who(user)),
                    (Verdict::Valid, None) => t.verified_now_nobody(name),
                    _ => why(),
                })
        }
    };
    let default_user = match report.default_user {
        BoxReport::AsAsked => None,
        BoxReport::OffUnavailable => Some(t.box_off_unavailable(name)),
        BoxReport::OffRefused => Some(t.box_off_refused(name)),
        BoxReport::NotYet => Some(t.box_not_yet(name)),
    };
    tuple.into_iter().chain(default_user).collect()
}

/// A refusal names what was refused: the pair, where the CRM refused a pair, and which value is
/// which, where an earlier one is shown beside it.
#[must_use]
pub fn problem(t: &Text, form: &Form, problems: &[Problem], problem: &Problem) -> String {
    let Problem {
        crm, input, code, ..
    } = *problem;
    let partner = problems
        .iter()
        .find(|other| other.crm == crm && other.input != input && other.code == code)
        .filter(|_| code == Code::Rejected)
        .map(|other| words::caption(t, crm, form.kind(crm), other.input));
    let is_earlier = input == Input::Secret && form.kept_secret(crm).is_some();
    match (code, partner) {
        (Code::Rejected, Some(partner)) if is_earlier => t.code_refused_pair_earlier(partner),
        (Code::Rejected, None) if is_earlier => t.code_refused_earlier.to_owned(),
        (Code::Rejected, Some(partner)) => t.code_refused_pair(partner),
        _ => words::code(t, crm, code),
    }
}

/// The same at the input itself, with what was entered; what still stands there need not be repeated.
#[must_use]
pub fn problem_here(t: &Text, form: &Form, problems: &[Problem], one: &Problem) -> String {
    let words = problem(t, form, problems, one);
    let stands = match one.input {
        Input::Field(field) => form.wanted(one.crm).fields.get(field),
        Input::Secret => "",
    };
    match &one.entered {
        Some(entered) if !entered.is_empty() && entered != stands => {
            format!("{} {words}", t.entered(entered))
        }
        _ => words,
    }
}

/// What stays behind because it is malformed: the first input of each CRM speaks for it.
#[must_use]
pub fn behind(t: &Text, form: &Form, problems: &[Problem]) -> String {
    let mut told = Vec::new();
    for crm in Crm::ALL {
        if let Some(problem) = problems.iter().find(|problem| problem.crm == crm) {
            let caption = words::caption(t, crm, form.kind(crm), problem.input);
            told.push(t.stays_behind(crm.name(), caption));
        }
    }
    told.join(" ")
}

/// What a save did to box 2 and to the linked administrators.
fn links(t: &Text, crm: Crm, report: &PanelReport) -> Vec<String> {
    let always = (!report.always.is_as_asked()).then(|| t.box_always_off(crm.name(), t.box_always));
    let ended = report.ends_links.then(|| t.links_ended.to_owned());
    always.into_iter().chain(ended).collect()
}

/// What a connection test came to.
#[must_use]
pub fn test(t: &Text, crm: Crm, result: &Result<Check, api::Error>) -> String {
    match result {
        Ok(Check {
            verdict: Verdict::Valid,
            acts_as: Some(user),
            ..
        }) => t.test_valid(&words::who(user)),
        Ok(Check {
            verdict: Verdict::Valid,
            ..
        }) => t.test_valid_nobody.to_owned(),
        Ok(check) if check.verdict == Verdict::Rejected && check.cause.is_none() => {
            t.refused_title(crm.name())
        }
        Ok(check) if check.verdict.is_refusal() => format!(
            "{} {}",
            t.refused_title(crm.name()),
            words::why(t, crm, check)
        ),
        Ok(check) => words::why(t, crm, check),
        Err(api::Error::Invalid(_)) => t.test_incomplete.to_owned(),
        Err(api::Error::Server { code, .. }) if code == "no_admin_linked" => {
            t.obstacle_no_admin.to_owned()
        }
        Err(error) => words::failure(t, error),
    }
}
