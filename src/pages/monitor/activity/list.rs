//! The list, in each of its states.

use leptos::prelude::*;

use super::{
    feed::{Feed, Older, use_feed},
    ids,
    nothing::{NoEvents, NoMatch},
    row::Row,
};
use crate::{
    api,
    i18n::{text, use_lang},
    time,
    ui::{Button, Dynamic, Note, Show, Tone},
    words,
};

/// What stands in the list's place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// It is loading.
    Loading,
    /// It could not be loaded.
    Failed(api::Error),
    /// Nothing has ever come in.
    NoEvents,
    /// Nothing passes the filter.
    NoMatch,
    /// The rows.
    Rows,
}

fn shown(feed: Feed) -> Shown {
    let has_rows = feed.rows.with(|rows| {
        let rows = rows.as_ref()?;
        Some(!rows.shown.is_empty())
    });
    match has_rows {
        Some(true) => Shown::Rows,
        Some(false) if feed.filter.get().is_open() => Shown::NoEvents,
        Some(false) => Shown::NoMatch,
        None => match feed.failure.get() {
            Some(error) => Shown::Failed(error),
            None => Shown::Loading,
        },
    }
}

/// The list.
#[component]
pub fn List() -> impl IntoView {
    let (feed, t) = (use_feed(), text());
    let shown = Memo::new(move |_| shown(feed));
    let view = move || match shown.get() {
        Shown::Loading => view! {
            <div class="skeleton wide" aria-busy="true">
                <p class="visually-hidden">{t.activity_loading}</p>
                <div class="card tall"></div>
            </div>
        }
        .into_any(),
        Shown::Failed(error) => view! {
            <div class="note bad" role="alert">
                <b>{t.activity_failed}</b>
                <span>{words::not_answered(t, &error)}</span>
                <p>
                    <Button class="btn small" on_press=move |()| feed.retry()>
                        {t.retry}
                    </Button>
                </p>
            </div>
        }
        .into_any(),
        Shown::NoEvents => view! { <NoEvents /> }.into_any(),
        Shown::NoMatch => view! { <NoMatch /> }.into_any(),
        Shown::Rows => view! { <Rows /> }.into_any(),
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
    let newer = Memo::new(move |_| {
        feed.rows
            .with(|rows| rows.as_ref().map_or(0, |rows| rows.newer))
    });
    let words = move || match feed.failure.get() {
        None => view! { <p class="quiet">{t.activity_fresh}</p> }.into_any(),
        Some(error) => {
            let since = time::clock(tag, feed.told_at.get());
            let why = words::not_answered(t, &error);
            view! { <p class="stale">{t.activity_stale(&since, &why)}</p> }.into_any()
        }
    };
    let count = Signal::derive(move || match newer.get() {
        1 => t.activity_newer_one.to_owned(),
        n => t.activity_newer_many(&n.to_string()),
    });
    view! {
        <div class="line-above">
            <Dynamic view=words />
            <Show when=Signal::derive(move || newer.get() > 0)>
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
    let failed = move || match feed.older.get() {
        Older::Failed(error) => Some(view! {
            <Note tone=Tone::Bad>{t.activity_older_failed(&words::not_answered(t, &error))}</Note>
        }),
        Older::No | Older::Asked => None,
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
                    unavailable=Signal::derive(move || feed.older.get() == Older::Asked)
                    on_press=move |()| feed.show_older()
                >
                    {t.activity_older}
                </Button>
            </Show>
        </div>
    }
}
