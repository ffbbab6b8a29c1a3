//! The Link button: what is still missing for it, what is under way, and how the last try ended.

use domain::{CredentialKind, Crm, Input};
use leptos::prelude::*;

use super::{
    super::{Form, inputs, use_state},
    run::{End, Run, Waiting},
};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{button, jump, line, memo, note, nothing, part},
    words,
};

/// The button's id; boxes that wait for a link lead to it.
pub const LINK: &str = "salesforce-link";

const CRM: Crm = Crm::Salesforce;

/// The button with what stands around it.
#[component]
pub fn LinkButton() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let is_open = memo(move || state.form.with(|form| form.link_gate().is_open()));
    let is_waiting = memo(move || {
        state
            .run
            .with(|run| matches!(run, Run::Waiting(Waiting { url: Some(_), .. })))
    });
    let words = move || {
        let words = if is_waiting.get() {
            t.link_again
        } else {
            t.link
        };
        words.into_any()
    };
    let why = move || {
        if is_open.get() {
            return line("", t.link_hint.to_owned());
        }
        let gate = state.form.with(Form::link_gate);
        view! { {inputs(t, t.link_fill, gate.fill)} {inputs(t, t.link_save, gate.save)} }.into_any()
    };
    view! {
        <div class="stack small">
            <div class="row">
                <button
                    type="button"
                    id=LINK
                    class="btn primary"
                    aria-describedby="salesforce-link-why"
                    aria-disabled=move || (!is_open.get()).then_some("true")
                    on:click=move |_| if is_open.get_untracked() { state.link() }
                >
                    {part(words)}
                </button>
            </div>
            <div id="salesforce-link-why" class="hint">{part(why)}</div>
            {part(move || progress(t, state.run.get()))}
        </div>
    }
    .into_any()
}

/// A line that names inputs, each a link to itself.
fn inputs(t: &'static Text, words: &'static str, inputs: Vec<Input>) -> AnyView {
    if inputs.is_empty() {
        return nothing();
    }
    let last = inputs.len() - 1;
    let links: Vec<_> = inputs
        .into_iter()
        .enumerate()
        .map(|(place, input)| {
            let caption = words::caption(t, CRM, CredentialKind::ApiToken, input);
            let sign = if place < last { ", " } else { "." };
            view! { {jump(inputs::id(CRM, input), caption)} {sign} }.into_any()
        })
        .collect();
    view! { <p>{words}" "{links}</p> }.into_any()
}

/// What is under way, or how it ended.
fn progress(t: &'static Text, run: Run) -> AnyView {
    match run {
        Run::Idle => nothing(),
        Run::Starting => note("note busy", t.link_starting),
        Run::Waiting(waiting) => waits(t, waiting),
        Run::Ended(end) => {
            let class = match end {
                End::Linked(_) => "note good",
                End::Cancelled => "note",
                _ => "note bad",
            };
            let (title, why) = end.words(t);
            let why = (!why.is_empty()).then(|| view! { <span>{why}</span> });
            view! { <div class=class><b>{title}</b>{why}</div> }.into_any()
        }
    }
}

fn waits(t: &'static Text, waiting: Waiting) -> AnyView {
    let state = use_state();
    let tag = use_lang().get_untracked().tag();
    let words = match waiting.expires_at {
        Some(at) => t.link_waiting_until(&time::clock(tag, at)),
        None => t.link_waiting.to_owned(),
    };
    let blocked = waiting.url.filter(|_| waiting.is_blocked).map(|url| {
        view! { <span>{t.link_blocked}" "<a href=url>{t.link_blocked_go}</a></span> }
    });
    view! {
        <div class="note busy">
            <span>{words}</span>
            {blocked}
            <p>{button("btn small", t.link_cancel, Box::new(move || state.cancel_link()))}</p>
        </div>
    }
    .into_any()
}
