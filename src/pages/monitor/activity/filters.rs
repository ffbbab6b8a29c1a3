//! The filters above the list. What is chosen goes into the address, and from there into the list.

use domain::{Party, wire::DeliveryState};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{feed::use_feed, filter::Filter};
use crate::{
    i18n::text,
    paths,
    ui::{Button, Picker, Show, focus},
    words,
};

const STATE: &str = "filter-state";

/// The pickers, and a button that clears them.
#[component]
pub fn Filters() -> impl IntoView {
    let (feed, t, narrow) = (use_feed(), text(), use_narrow());
    let filter = feed.filter;
    let states = DeliveryState::ALL.map(|state| (state.key(), words::delivery(t, state)));
    let owners = Party::ALL.map(|party| (party.key(), words::party(t, party)));
    let clear = Callback::new(move |()| {
        narrow.run(Filter::default());
        focus(STATE);
    });
    view! {
        <search class="filters" aria-label=t.filters>
            <Picker
                id=STATE
                label=t.filter_state
                any=t.filter_any
                choices=states.to_vec()
                value=Signal::derive(move || filter.get().state.map_or("", DeliveryState::key))
                on_choose=move |key: String| {
                    narrow.run(filter.get_untracked().with_state(&key));
                }
            />
            <Picker
                id="filter-owner"
                label=t.filter_owner
                any=t.filter_anyone
                choices=owners.to_vec()
                value=Signal::derive(move || filter.get().owner.map_or("", Party::key))
                on_choose=move |key: String| {
                    narrow.run(filter.get_untracked().with_owner(&key));
                }
            />
            <Show when=Signal::derive(move || !filter.get().is_open())>
                <Button class="btn small quiet" on_press=clear>
                    {t.filters_clear}
                </Button>
            </Show>
        </search>
    }
}

/// What takes the page to another filter, as an entry of its own in the history.
pub fn use_narrow() -> Callback<Filter> {
    let navigate = use_navigate();
    Callback::new(move |filter: Filter| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("{}{}", paths::ACTIVITY, filter.search()), options);
    })
}
