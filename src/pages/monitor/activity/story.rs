//! The story of a row: what came in, what was decided, what was tried, and what happens now.

use domain::wire::{Attributed, Call, Story};
use leptos::prelude::*;

use super::{feed::use_feed, now::Now, told};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Button, Dynamic},
    words,
};

/// The story, or that it is on its way.
#[component]
pub fn StoryView(
    /// The delivery's id.
    id: String,
) -> impl IntoView {
    let (feed, t) = (use_feed(), text());
    let of_story = id.clone();
    let story = Memo::new(move |_| feed.opened(&of_story).and_then(|row| row.story));
    let view = move || match story.get() {
        None => view! {
            <p class="quiet" aria-busy="true">
                {t.story_loading}
            </p>
        }
        .into_any(),
        Some(Err(error)) => {
            let id = id.clone();
            view! {
                <div class="note bad" role="alert">
                    <b>{t.story_failed}</b>
                    <span>{words::not_answered(t, &error)}</span>
                    <p>
                        <Button class="btn small" on_press=move |()| feed.read(id.clone())>
                            {t.retry}
                        </Button>
                    </p>
                </div>
            }
            .into_any()
        }
        Some(Ok(story)) => view! { <Told story /> }.into_any(),
    };
    view! { <Dynamic view /> }
}

#[component]
fn Told(story: Story) -> impl IntoView {
    let (t, tag) = (text(), use_lang().get_untracked().tag());
    view! {
        <ol>
            <li>
                <h2>{t.story_came_in}</h2>
                <Facts facts=came_in(t, tag, &story) />
            </li>
            <li>
                <h2>{t.story_decided}</h2>
                <p class="so">{told::decided(t, &story)}</p>
                {story.activity.reason.as_ref().map(|key| view! { <p>{words::why_so(t, key)}</p> })}
                {told::instead(t, &story).map(|words| view! { <p>{words}</p> })}
                <Facts facts=weighed(t, &story) />
            </li>
            <li>
                <h2>{t.story_tried}</h2>
                <Calls calls=story.calls.clone() />
            </li>
            <li>
                <h2>{t.story_now}</h2>
                <Now story />
            </li>
        </ol>
    }
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

#[component]
fn Facts(facts: Vec<Fact>) -> impl IntoView {
    let row = |(name, value): Fact| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    (!facts.is_empty()).then(|| {
        let rows = facts.into_iter().map(row);
        view! { <dl class="saw">{rows.collect_view()}</dl> }
    })
}

/// Every call to the CRM, in order.
#[component]
fn Calls(calls: Vec<Call>) -> impl IntoView {
    let (t, tag) = (text(), use_lang().get_untracked().tag());
    if calls.is_empty() {
        return view! { <p>{t.calls_none}</p> }.into_any();
    }
    let row = |call: Call| {
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
    let rows = calls.into_iter().map(row);
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
