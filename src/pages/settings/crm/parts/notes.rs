//! What the last save or test of a panel came to, where it happened.

use domain::{
    Check, Code, CredentialKind, Crm, Input, Verdict,
    save::{BoxReport, PanelReport, TupleReport},
};
use leptos::prelude::*;

use super::super::{connection_test::Test, form::Form, page::use_page, save::told};
use crate::{
    api,
    i18n::{Text, text},
    ui::{Button, Dynamic, Note, Show, Tone},
    words,
};

/// The notes of a panel.
#[component]
pub fn Notes(
    /// The panel.
    crm: Crm,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let is_asking = Memo::new(move |_| {
        let asks = |sent: &Option<Form>| sent.as_ref().is_some_and(|sent| sent.asks(crm));
        page.save.sent.with(asks) || page.tests.is_running(crm)
    });
    let saved = move || {
        let report = page.save.reports.with(|reports| reports[crm].clone())?;
        Some(view! { <Saved crm report /> })
    };
    let tested = move || {
        let test = page.tests.last.with(|tests| tests[crm].clone())?;
        Some(view! { <Tested crm test /> })
    };
    view! {
        <Show when=is_asking>
            <div class="note busy">{t.testing(crm.name())}</div>
        </Show>
        <Dynamic view=saved />
        <Dynamic view=tested />
    }
}

/// Heading and sentence of a save that did not take everything; `None` where it did.
fn outcome(
    t: &Text,
    form: &Form,
    crm: Crm,
    report: &PanelReport,
) -> Option<(Tone, String, String)> {
    let name = crm.name();
    let is_required = |report: &PanelReport| {
        let mut codes = report.problems.iter().map(|problem| problem.code);
        codes.any(|code| code == Code::SecretRequired)
    };
    Some(match (report.tuple, report.default_user) {
        (TupleReport::Reverted, _) => {
            let was_empty = form.stored_panel(crm).secret.is_none();
            let hint = if was_empty {
                t.previous_empty
            } else {
                t.previous_back
            };
            (Tone::Bad, t.refused_title(name), hint.to_owned())
        }
        (TupleReport::NotSavedYet, _) if is_required(report) => {
            let secret = words::caption(t, crm, form.kind(crm), Input::Secret);
            let hint = t.secret_required_hint.to_owned();
            (Tone::Warn, t.secret_required_title(secret), hint)
        }
        (TupleReport::NotSavedYet, _) => {
            let hint = t.not_saved_hint.to_owned();
            (Tone::Warn, t.not_saved_title.to_owned(), hint)
        }
        (_, BoxReport::OffRefused) => {
            let title = t.box_refused_title(name);
            (Tone::Bad, title, t.box_refused_hint(name))
        }
        (_, BoxReport::NotYet) => (Tone::Warn, t.wish_waits(name), String::new()),
        _ => return None,
    })
}

/// What a save came to, unless all is as asked.
#[component]
fn Saved(
    /// The panel.
    crm: Crm,
    /// What the last save did to it.
    report: PanelReport,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let Some((tone, title, hint)) = form.with_untracked(|form| outcome(t, form, crm, &report))
    else {
        return view! { <Warnings check=report.check /> }.into_any();
    };
    let (tuple, check) = (report.tuple, report.check);
    // "Zendesk refused these credentials" says it all unless more is known.
    let says_more = |check: &&Check| check.cause.is_some() || check.verdict != Verdict::Rejected;
    let why = check.as_ref().filter(says_more);
    let why = why.map(|check| words::why(t, crm, check));
    let why = why.map(|why| view! { <span>{why}</span> });
    let verdict = check.as_ref().map(|check| check.verdict);
    let waits = verdict.is_some_and(|verdict| !verdict.is_final());
    let proves_nothing = verdict == Some(Verdict::Unverified);
    let can_save_anyway = proves_nothing && tuple == TupleReport::NotSavedYet;
    let retry = waits.then(|| {
        view! {
            <Button class="btn small" on_press=move |()| page.save.begin()>
                {t.retry}
            </Button>
        }
    });
    let anyway = can_save_anyway.then(|| {
        view! {
            <Button class="btn small" on_press=move |()| page.save.anyway(crm)>
                {t.save_anyway}
            </Button>
        }
    });
    view! {
        <Note tone>
            <b>{title}</b>
            {why}
            <span>{hint}</span>
            <p class="row">
                {retry} {anyway}
                <Show when=Signal::derive(move || page.draft.can_restore(crm))>
                    <Button class="btn small" on_press=move |()| page.save.restore(crm)>
                        {t.restore}
                    </Button>
                </Show>
            </p>
            {check.map(|check| view! { <Details check /> })}
        </Note>
    }
    .into_any()
}

/// What a test came to.
#[component]
fn Tested(
    /// The panel.
    crm: Crm,
    /// The test of its connection.
    test: Test,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let result = test.result?;
    let tone = match &result {
        Ok(check) if check.verdict == Verdict::Valid => Tone::Good,
        Ok(check) if check.verdict.is_refusal() => Tone::Bad,
        Ok(_) | Err(_) => Tone::Warn,
    };
    let of = test.of;
    let is_old = Memo::new(move |_| {
        form.with(|form| {
            let now = form.sent(crm);
            now.secret != of.secret
                || form.kind(crm) != CredentialKind::of(&of.fields)
                || crm
                    .tuple_fields(&of.fields)
                    .any(|field| now.fields.get(field) != of.fields.get(field))
        })
    });
    let is_valid = tone == Tone::Good;
    let later = move || {
        let differs = form.with(|form| form.changes_tuple(crm));
        let words = if is_old.get() {
            t.test_old
        } else if is_valid && differs {
            t.test_unsaved
        } else {
            return None;
        };
        Some(view! { <span>{words}</span> })
    };
    let kind = form.with_untracked(|form| form.kind(crm));
    let missing = match &result {
        Err(api::Error::Invalid(problems)) => problems.clone(),
        _ => Vec::new(),
    };
    let missing = missing.into_iter().map(move |problem| {
        let caption = words::caption(t, crm, kind, problem.input);
        view! { <span>{caption} {t.colon} {words::code(t, crm, problem.code)}</span> }
    });
    let words = told::test(t, crm, &result);
    let check = result.ok();
    let details = check.clone().filter(|_| !is_valid);
    Some(view! {
        <Note tone>
            <b>{words}</b>
            {missing.collect_view()}
            <Warnings check />
            <Dynamic view=later />
            {details.map(|check| view! { <Details check /> })}
        </Note>
    })
}

/// What to know although the CRM accepts the connection.
#[component]
fn Warnings(
    /// What the CRM answered, if it was asked.
    check: Option<Check>,
) -> impl IntoView {
    let t = text();
    let warnings = check.map(|check| check.warnings).unwrap_or_default();
    (!warnings.is_empty()).then(|| {
        let lines = warnings.into_iter();
        let lines = lines.map(|warning| view! { <span>{words::warning(t, warning)}</span> });
        view! { <Note tone=Tone::Warn>{lines.collect_view()}</Note> }
    })
}

/// Status and code, never an upstream body.
#[component]
fn Details(
    /// What the CRM answered.
    check: Check,
) -> impl IntoView {
    let t = text();
    let status = check.detail.status;
    let status = status.map_or_else(|| t.details_none.to_owned(), |status| status.to_string());
    let code = check.detail.code;
    view! {
        <details>
            <summary>{t.details}</summary>
            <p>{t.details_status(&status)}</p>
            {code.map(|code| view! { <p>{t.details_code(&code)}</p> })}
        </details>
    }
}
