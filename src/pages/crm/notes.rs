//! What the last save or test of a panel came to, where it happened.

use domain::{
    Check, CredentialKind, Crm, Input, Verdict,
    save::{BoxReport, PanelReport, TupleReport},
};
use leptos::prelude::*;

use super::{state::Test, told, use_state};
use crate::{
    api,
    i18n::{Text, text},
    ui::{button, line, memo, note, nothing, part},
    words,
};

/// The notes of a panel.
#[component]
pub fn Notes(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let report = move || state.reports.with(|reports| reports.get(&crm).cloned());
    let test = move || state.tests.with(|tests| tests.get(&crm).cloned());
    let is_asking = memo(move || {
        let saving = state
            .saving
            .with(|sent| sent.as_ref().is_some_and(|sent| sent.asks(crm)));
        saving || test().is_some_and(|test| test.result.is_none())
    });
    view! {
        {part(move || if is_asking.get() { note("note busy", t.testing(crm.name())) } else { nothing() })}
        {part(move || report().map_or_else(nothing, |report| saved(t, crm, &report)))}
        {part(move || test().map_or_else(nothing, |test| tested(t, crm, test)))}
    }
    .into_any()
}

/// What a save came to, unless all is as asked.
fn saved(t: &'static Text, crm: Crm, report: &PanelReport) -> AnyView {
    let state = use_state();
    let is_empty = state
        .form
        .with_untracked(|form| form.stored_panel(crm).secret.is_none());
    let refused = report
        .check
        .as_ref()
        .is_some_and(|check| check.verdict.is_refusal());
    let (class, title, hint) = match (report.tuple, report.default_user) {
        (TupleReport::Reverted, _) => {
            let title = if refused {
                t.refused_title(crm.name())
            } else {
                t.malformed_title.to_owned()
            };
            (
                "note bad",
                title,
                if is_empty {
                    t.previous_empty
                } else {
                    t.previous_back
                }
                .to_owned(),
            )
        }
        (TupleReport::NotSavedYet, _) if report.check.is_none() => {
            let kind = state.form.with_untracked(|form| form.kind(crm));
            let secret = words::caption(t, crm, kind, Input::Secret);
            (
                "note warn",
                t.secret_required_title(secret),
                t.secret_required_hint.to_owned(),
            )
        }
        (TupleReport::NotSavedYet, _) => (
            "note warn",
            t.not_saved_title.to_owned(),
            t.not_saved_hint.to_owned(),
        ),
        (_, BoxReport::OffRefused) => (
            "note bad",
            t.box_refused_title(crm.name()),
            t.box_refused_hint(crm.name()),
        ),
        (_, BoxReport::NotYet) => ("note warn", t.wish_waits(crm.name()), String::new()),
        _ => return warnings(t, report.check.as_ref()),
    };
    // "Zendesk refused these credentials" says it all unless more is known.
    let says_more = |check: &&Check| check.cause.is_some() || check.verdict != Verdict::Rejected;
    let why = report
        .check
        .as_ref()
        .filter(says_more)
        .map(|check| words::why(t, crm, check));
    let waits = report
        .check
        .as_ref()
        .filter(|check| !check.verdict.is_final());
    let can_save_anyway = report.tuple == TupleReport::NotSavedYet
        && waits.is_some_and(|check| check.verdict == Verdict::Unverified);
    view! {
        <div class=class>
            <b>{title}</b>
            {why.map(|why| view! { <span>{why}</span> })}
            <span>{hint}</span>
            {waits.is_some().then(|| view! {
                <p class="row">
                    {button("btn small", t.retry, Box::new(move || state.save()))}
                    {can_save_anyway.then(|| button("btn small", t.save_anyway, Box::new(move || state.save_anyway(crm))))}
                </p>
            })}
            {report.check.as_ref().map(|check| details(t, check))}
        </div>
    }
    .into_any()
}

/// What a test came to.
fn tested(t: &'static Text, crm: Crm, test: Test) -> AnyView {
    let Some(result) = test.result else {
        return nothing();
    };
    let state = use_state();
    let class = match &result {
        Ok(check) if check.verdict == Verdict::Valid => "note good",
        Ok(check) if check.verdict.is_refusal() => "note bad",
        Ok(_) => "note warn",
        Err(_) => "note warn",
    };
    let of = test.of;
    let is_old = memo(move || {
        state.form.with(|form| {
            let now = form.wanted(crm);
            now.secret != of.secret
                || form.kind(crm) != CredentialKind::of(&of.fields)
                || crm
                    .tuple_fields(&of.fields)
                    .any(|field| now.fields.get(field) != of.fields.get(field))
        })
    });
    let is_unsaved = matches!(&result, Ok(check) if check.verdict == Verdict::Valid);
    let later = move || {
        let differs = state.form.with(|form| form.changes_tuple(crm));
        let words = if is_old.get() {
            Some(t.test_old)
        } else {
            (is_unsaved && differs).then_some(t.test_unsaved)
        };
        words.map_or_else(nothing, |words| view! { <span>{words}</span> }.into_any())
    };
    let kind = state.form.with_untracked(|form| form.kind(crm));
    let check: Option<Check> = result.as_ref().ok().cloned();
    let missing = match &result {
        Err(api::Error::Invalid(problems)) => problems
            .iter()
            .map(|problem| view! { <span>{words::caption(t, crm, kind, problem.input)}{t.colon}{words::code(t, crm, problem.code)}</span> })
            .collect_view()
            .into_any(),
        _ => nothing(),
    };
    view! {
        <div class=class>
            <b>{told::test(t, crm, &result)}</b>
            {missing}
            {warnings(t, check.as_ref())}
            {part(later)}
            {check.as_ref().filter(|check| check.verdict != Verdict::Valid).map(|check| details(t, check))}
        </div>
    }
    .into_any()
}

/// What to know although the CRM accepts the connection.
fn warnings(t: &'static Text, check: Option<&Check>) -> AnyView {
    let warnings = check
        .map(|check| check.warnings.clone())
        .unwrap_or_default();
    if warnings.is_empty() {
        return nothing();
    }
    let lines = warnings
        .into_iter()
        .map(|warning| view! { <span>{words::warning(t, warning)}</span> });
    view! { <div class="note warn">{lines.collect_view()}</div> }.into_any()
}

/// Status and code, never an upstream body.
fn details(t: &'static Text, check: &Check) -> AnyView {
    let status = check
        .detail
        .status
        .map_or_else(|| t.details_none.to_owned(), |status| status.to_string());
    let code = check.detail.code.clone();
    view! {
        <details>
            <summary>{t.details}</summary>
            {line("", t.details_status(&status))}
            {code.map(|code| line("", t.details_code(&code)))}
        </details>
    }
    .into_any()
}
