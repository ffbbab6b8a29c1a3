//! The list, in each of its states.

use leptos::prelude::*;

use super::{
    failed::Failed,
    feed::use_feed,
    ids,
    nothing::{NoEvents, NoMatch},
    row::Row,
};
use crate::{
    i18n::{text, use_lang},
    time,
    ui::{Button, Dynamic, Note, Show, Tone},
    words,
};

/// The list, or what stands in its place.
#[component]
pub fn List() -> impl IntoView {
    let feed = use_feed();
    let has_rows = Memo::new(move |_| {
        feed.rows
            .with(|rows| rows.as_ref().is_some_and(|rows| !rows.shown.is_empty()))
    });
    view! {
        <Show when=has_rows fallback=NoRows>
            <Rows />
        </Show>
    }
}

/// Without rows: loading, failed, nothing there, nothing that matches.
#[component]
fn NoRows() -> impl IntoView {
    let (feed, t) = (use_feed(), text());
    let view = move || {
        if feed.rows.with(Option::is_some) {
            return if feed.filter().is_open() {
                view! { <NoEvents /> }.into_any()
            } else {
                view! { <NoMatch /> }.into_any()
            };
        }
        let Some(error) = feed.failure.get() else {
            return view! {
                <div class="skeleton wide" aria-busy="true">
                    <p class="visually-hidden">{t.activity_loading}</p>
                    <div class="card tall"></div>
                </div>
            }
            .into_any();
        };
        view! {
            <Failed title=t.activity_failed why=words::not_answered(t, &error) on_retry=move |()| feed.retry() />
        }
        .into_any()
    };
    view! { <Dynamic view /> }
}

#[component]
fn Rows() -> impl IntoView {
    let (feed, t) = (use_feed(), text());
    let rows = Memo::new(move |_| {
        feed.rows.with(|rows| {
            let rows = rows.iter().flat_map(|rows| &rows.shown);
            rows.map(|row| row.id.clone()).collect::<Vec<_>>()
        })
    });
    let view = move || {
        let rows = rows.get().into_iter();
        rows.map(|id| view! { <Row id /> }).collect_view()
    };
    view! {
        <section class="card" aria-label=t.activity>
            <Freshness />
            <ol class="events" id=ids::ROWS aria-label=t.activity>
                <Dynamic view />
            </ol>
            <Foot />
        </section>
    }
}

/// Whether what is shown is up to date, and how much newer there is.
#[component]
fn Freshness() -> impl IntoView {
    let (feed, t, tag) = (use_feed(), text(), use_lang().get_untracked().tag());
    let newer = move || {
        feed.rows
            .with(|rows| rows.as_ref().map_or(0, |rows| rows.newer))
    };
    let words = move || match feed.failure.get() {
        None => view! { <p class="quiet">{t.activity_fresh}</p> }.into_any(),
        Some(error) => {
            let since = time::clock(tag, feed.told_at.get());
            let why = words::not_answered(t, &error);
            view! { <p class="stale">{t.activity_stale(&since, &why)}</p> }.into_any()
        }
    };
    let count = Signal::derive(move || match newer() {
        1 => t.activity_newer_one.to_owned(),
        n => t.activity_newer_many(&n.to_string()),
    });
    view! {
        <div class="line-above">
            <Dynamic view=words />
            <Show when=Signal::derive(move || newer() > 0)>
                <Button class="btn small" on_press=move |()| feed.show_newer()>
                    {count}
                </Button>
            </Show>
        </div>
    }
}

/// What leads to older rows.
#[component]
fn Foot() -> impl IntoView {
    let (feed, t) = (use_feed(), text());
    let has_next = Memo::new(move |_| {
        feed.rows
            .with(|rows| rows.as_ref().is_some_and(|rows| rows.next.is_some()))
    });
    let count = Signal::derive(move || {
        let count = feed
            .rows
            .with(|rows| rows.as_ref().map_or(0, |rows| rows.shown.len()));
        match count {
            1 => t.activity_shown_one.to_owned(),
            n => t.activity_shown_many(&n.to_string()),
        }
    });
    let failed = move || {
        let error = feed.older_failure.get()?;
        let words = t.activity_older_failed(&words::not_answered(t, &error));
        Some(view! { <Note tone=Tone::Bad>{words}</Note> })
    };
    view! {
        <div class="foot">
            <p class="quiet">{count}</p>
            <Dynamic view=failed />
            <Show
                when=has_next
                fallback=move || view! { <p class="quiet">{t.activity_end}</p> }
            >
                <Button
                    class="btn small"
                    unavailable=feed.awaits_older
                    on_press=move |()| feed.show_older()
                >
                    {t.activity_older}
                </Button>
            </Show>
        </div>
    }
}
