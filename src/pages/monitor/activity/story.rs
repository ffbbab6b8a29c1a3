//! The story of a row: what came in, what was decided, what was tried, and what happens now.

use domain::wire::{Attributed, Call, Story};
use leptos::prelude::*;

use super::{failed::Failed, feed::use_feed, now::Now, told};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::Dynamic,
    words,
};

/// The story, or that it is on its way.
#[component]
pub fn StoryView(
    /// The delivery's id.
    id: String,
) -> impl IntoView {
    let (feed, t) = (use_feed(), text());
    let view = move || match feed.opened(&id).and_then(|row| row.story) {
        None => view! {
            <p class="quiet" aria-busy="true">
                {t.story_loading}
            </p>
        }
        .into_any(),
        Some(Err(error)) => {
            let id = id.clone();
            let again = move |()| feed.read(id.clone());
            view! { <Failed title=t.story_failed why=words::not_answered(t, &error) on_retry=again /> }.into_any()
        }
        Some(Ok(story)) => view! { <Told story /> }.into_any(),
    };
    view! { <Dynamic view /> }
}

#[component]
fn Told(story: Story) -> impl IntoView {
    let (t, tag) = (text(), use_lang().get_untracked().tag());
    let why = story.activity.reason.as_ref();
    let sentences = [
        why.map(|key| words::why_so(t, key)),
        told::instead(t, &story),
    ];
    let sentences = sentences.into_iter().flatten();
    let decided = view! {
        <p class="so">{told::decided(t, &story)}</p>
        {sentences.map(|words| view! { <p>{words}</p> }).collect_view()}
        {facts(weighed(t, &story))}
    };
    view! {
        <ol>
            {part(t.story_came_in, facts(came_in(t, tag, &story)))}
            {part(t.story_decided, decided.into_any())} {part(t.story_tried, calls(&story.calls))}
            {part(t.story_now, view! { <Now story /> }.into_any())}
        </ol>
    }
}

/// A part of the story. A function, since its view is one for all four.
fn part(title: &'static str, body: AnyView) -> AnyView {
    view! {
        <li>
            <h2>{title}</h2>
            {body}
        </li>
    }
    .into_any()
}

/// A caption and its value.
type Fact = (&'static str, String);

fn came_in(t: &Text, tag: &str, story: &Story) -> Vec<Fact> {
    let row = &story.activity;
    vec![
        (t.sender, story.source.clone()),
        (t.event_id, story.event.clone()),
        (t.happened, time::moment(tag, row.at)),
        (t.came_in, time::moment(tag, row.received_at)),
    ]
}

fn weighed(t: &Text, story: &Story) -> Vec<Fact> {
    let seen = story.seen.as_ref().map(|seen| told::seen(t, seen));
    let actor = |actor: &Attributed| (t.written_by, told::who(t, actor));
    let facts = seen.into_iter().flatten();
    facts.chain(story.actor.as_ref().map(actor)).collect()
}

fn facts(facts: Vec<Fact>) -> AnyView {
    let row = |(name, value): Fact| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let rows = facts.into_iter().map(row);
    view! { <dl class="saw">{rows.collect_view()}</dl> }.into_any()
}

/// Every call to the CRM, in order.
fn calls(calls: &[Call]) -> AnyView {
    let (t, tag) = (text(), use_lang().get_untracked().tag());
    if calls.is_empty() {
        return view! { <p>{t.calls_none}</p> }.into_any();
    }
    let row = |call: &Call| {
        let status = call.status.map(|status| status.to_string());
        view! {
            <tr>
                <th scope="row">{words::call(t, &call.what)}</th>
                <td data-label=t.call_status>
                    {status.unwrap_or_else(|| t.details_none.to_owned())}
                </td>
                <td data-label=t.call_time>{time::clock_to_the_second(tag, call.at)}</td>
                <td data-label=t.call_took class="num">
                    {t.call_ms(&call.ms.to_string())}
                </td>
            </tr>
        }
    };
    let rows = calls.iter().map(row);
    view! {
        <div class="framed">
            <table class="grid fold">
                <caption class="visually-hidden">{t.calls_title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.call_request}</th>
                        <th scope="col">{t.call_status}</th>
                        <th scope="col">{t.call_time}</th>
                        <th scope="col" class="num">
                            {t.call_took}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
