//! The Link button: what is still missing for it, what is under way, and how the last try ended.

use domain::{CredentialKind, Crm, Input};
use leptos::prelude::*;

use super::{
    super::{form::Form, ids, page::use_page},
    attempt::{Attempt, End, Waiting},
};
use crate::{
    i18n::{text, use_lang},
    server::About,
    time,
    ui::{Button, Dynamic, Jump, Note, Show, Tone},
    words,
};

const CRM: Crm = Crm::Salesforce;
const WHY: &str = "salesforce-link-why";

/// The button with what stands around it.
#[component]
pub fn LinkButton() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let gate = move || page.draft.form.with(Form::link_gate);
    let is_open = Memo::new(move |_| gate().is_open());
    let is_waiting = move || {
        let attempt = page.links.attempt;
        attempt.with(|attempt| matches!(attempt, Attempt::Waiting(Waiting { url: Some(_), .. })))
    };
    view! {
        <div class="stack small">
            <div class="row">
                <Button
                    class="btn primary"
                    id=Some(ids::LINK.to_owned())
                    described_by=Signal::stored(Some(WHY.to_owned()))
                    unavailable=Signal::derive(move || !is_open.get())
                    on_press=move |()| page.links.begin()
                >
                    {Signal::derive(move || if is_waiting() { t.link_again } else { t.link })}
                </Button>
            </div>
            <div id=WHY class="hint">
                <Show
                    when=is_open
                    fallback=move || {
                        let gate = gate();
                        view! {
                            <Missing words=t.link_fill inputs=gate.fill />
                            <Missing words=t.link_save inputs=gate.save />
                        }
                    }
                >
                    <p>{t.link_hint}</p>
                </Show>
            </div>
            <Progress />
        </div>
    }
}

/// A line that names inputs, each a link to itself.
#[component]
fn Missing(
    /// What has to be done with the inputs.
    words: &'static str,
    /// The inputs, each one linked to.
    inputs: Vec<Input>,
) -> impl IntoView {
    let t = text();
    let last = inputs.len().checked_sub(1)?;
    let links = inputs
        .into_iter()
        .enumerate()
        .map(|(place, input)| {
            let caption = words::caption(t, CRM, CredentialKind::ApiToken, input);
            let sign = if place < last { ", " } else { "." };
            view! {
                <Jump to=ids::of(CRM, input) words=caption />
                {sign}
            }
        })
        .collect_view();
    Some(view! { <p>{words} " " {links}</p> })
}

/// What is under way, or how it ended.
#[component]
fn Progress() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let view = move || match page.links.attempt.get() {
        Attempt::Idle => ().into_any(),
        Attempt::Starting => view! { <div class="note busy">{t.link_starting}</div> }.into_any(),
        Attempt::Waiting(waiting) => view! { <Waits waiting /> }.into_any(),
        Attempt::Ended(end) => view! { <Ended end /> }.into_any(),
    };
    view! { <Dynamic view /> }
}

#[component]
fn Ended(
    /// How it ended.
    end: End,
) -> impl IntoView {
    let (about, t) = (expect_context::<About>(), text());
    let tone = match end {
        End::Linked(_) => Tone::Good,
        End::Cancelled => Tone::Plain,
        _ => Tone::Bad,
    };
    let (title, why) = end.words(t);
    let why = (!why.is_empty()).then(|| view! { <span>{why}</span> });
    let elsewhere = move || {
        let url = about.public_url().filter(|_| end.is_elsewhere())?;
        let words = url.clone();
        Some(view! {
            <a href=url rel="external">
                {words}
            </a>
        })
    };
    view! {
        <Note tone>
            <b>{title}</b>
            {why}
            <Dynamic view=elsewhere />
        </Note>
    }
}

#[component]
fn Waits(
    /// What is waited for.
    waiting: Waiting,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let tag = use_lang().get_untracked().tag();
    let words = match waiting.expires_at {
        Some(at) => t.link_waiting_until(&time::clock(tag, at)),
        None => t.link_waiting.to_owned(),
    };
    let blocked = waiting.url.filter(|_| waiting.is_blocked).map(|url| {
        view! {
            <span>
                {t.link_blocked} " " <a href=url rel="external">
                    {t.link_blocked_go}
                </a>
            </span>
        }
    });
    view! {
        <div class="note busy">
            <span>{words}</span>
            {blocked}
            <p>
                <Button class="btn small" on_press=move |()| page.links.cancel()>
                    {t.link_cancel}
                </Button>
            </p>
        </div>
    }
}
