//! The Link button: what is still missing for it, what is under way, and how the last try ended.

use domain::{CredentialKind, Crm, Input};
use leptos::prelude::*;

use super::{
    super::{Form, form::Gate, inputs, problems, use_state},
    run::{End, Run, Waiting},
};
use crate::{
    i18n::{Text, text, use_lang},
    time, words,
};

/// The button's id; boxes that wait for a link lead to it.
pub const LINK: &str = "salesforce-link";

const CRM: Crm = Crm::Salesforce;

/// The button with what stands around it.
#[component]
pub fn LinkButton() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let gate = Memo::new(move |_| state.form.with(Form::link_gate));
    let is_open = Memo::new(move |_| gate.with(Gate::is_open));
    let is_waiting = Memo::new(move |_| {
        state
            .run
            .with(|run| matches!(run, Run::Waiting(Waiting { url: Some(_), .. })))
    });
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
                    {move || if is_waiting.get() { t.link_again } else { t.link }}
                </button>
            </div>
            <div id="salesforce-link-why" class="hint">
                {move || if is_open.get() {
                    view! { <p>{t.link_hint}</p> }.into_any()
                } else {
                    let gate = gate.get();
                    view! { {inputs(t, t.link_fill, gate.fill)} {inputs(t, t.link_save, gate.save)} }.into_any()
                }}
            </div>
            {move || progress(t, state.run.get())}
        </div>
    }
    .into_any()
}

/// A line that names inputs, each a link to itself.
fn inputs(t: &'static Text, words: &'static str, inputs: Vec<Input>) -> AnyView {
    if inputs.is_empty() {
        return ().into_any();
    }
    let count = inputs.len();
    let links = inputs.into_iter().enumerate().map(|(place, input)| {
        let id = inputs::id(CRM, input);
        let target = id.clone();
        let comma = if place + 1 < count { ", " } else { "." };
        view! {
            <a
                href=format!("#{id}")
                on:click=move |event| {
                    event.prevent_default();
                    problems::focus(&target);
                }
            >
                {words::caption(t, CRM, CredentialKind::ApiToken, input)}
            </a>
            {comma}
        }
    });
    view! { <p>{words}" "{links.collect_view()}</p> }.into_any()
}

/// What is under way, or how it ended.
fn progress(t: &'static Text, run: Run) -> AnyView {
    match run {
        Run::Idle => ().into_any(),
        Run::Starting => {
            view! { <div class="note busy"><span>{t.link_starting}</span></div> }.into_any()
        }
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
            <p><button type="button" class="btn small" on:click=move |_| state.cancel_link()>{t.link_cancel}</button></p>
        </div>
    }
    .into_any()
}
