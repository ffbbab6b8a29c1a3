//! An empty list: because nothing has come in, or because nothing passes the filter.

use leptos::prelude::*;

use super::filters::use_clear;
use crate::{i18n::text, ui::Button};

/// Nothing has come in: how to send something.
#[component]
pub fn NoEvents() -> impl IntoView {
    let t = text();
    view! {
        <section class="card empty">
            <h2>{t.activity_empty}</h2>
            <p>{t.activity_empty_hint}</p>
            <p>
                <code>"POST /api/v1/events"</code>
            </p>
            <p>
                // The browser's own business, not the router's.
                <a href="/api/openapi.json" rel="external">
                    {t.activity_api}
                </a>
            </p>
        </section>
    }
}

/// Nothing passes the filter.
#[component]
pub fn NoMatch() -> impl IntoView {
    let (t, clear) = (text(), use_clear());
    view! {
        <section class="card empty">
            <h2>{t.activity_no_match}</h2>
            <p>{t.activity_no_match_hint}</p>
            <p>
                <Button on_press=clear>{t.filters_clear}</Button>
            </p>
        </section>
    }
}
