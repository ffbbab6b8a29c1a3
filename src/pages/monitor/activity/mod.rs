//! Monitor > Activity: what came in, whom its record was given to, and why.
//!
//! What is shown is a plain struct (`rows`) in signals that outlive the views (`feed`); the filters live
//! in the address (`filter`); words are made from both in plain functions (`line`, `told`).

mod failed;
mod feed;
mod filter;
mod filters;
#[cfg(test)]
pub(crate) mod fixtures;
mod held;
mod ids;
mod line;
mod list;
mod nothing;
mod now;
mod row;
mod rows;
mod story;
mod told;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    i18n::{text, use_lang},
    paths,
    ui::{Dynamic, Show, effect},
};

pub use feed::Feed;

/// How often the page asks for news while it is looked at.
const EVERY: Duration = Duration::from_secs(5);

/// The page.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let (feed, lang, location) = (feed::use_feed(), use_lang(), use_location());
    let (search, path) = (location.search, location.pathname);
    effect(move || {
        let search = search.get();
        // Another page's address is read before this one is gone.
        if path.with_untracked(|path| path.starts_with(paths::ACTIVITY)) {
            feed.show(&search);
        }
    });
    let look = set_interval_with_handle(move || feed.look(), EVERY);
    on_cleanup(move || drop(look.map(|look| look.clear())));
    let view = move || {
        // Built anew on a change of language: see `i18n`.
        lang.track();
        let t = text();
        view! {
            <p class="crumb">{t.monitor}</p>
            <h1>{t.activity}</h1>
            <p class="lead">{t.activity_lead}</p>
            <div class="stack small">
                <held::HeldNote />
                <Show when=feed.can_be_filtered()>
                    <filters::Filters />
                </Show>
                <list::List />
            </div>
        }
    };
    view! { <Dynamic view /> }
}
