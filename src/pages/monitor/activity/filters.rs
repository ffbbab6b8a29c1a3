//! The filters above the list. What is chosen goes into the address, and from there into the list.

use domain::{Party, wire::DeliveryState};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::feed::use_feed;
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
    let states = DeliveryState::ALL.map(|state| (state.key(), words::delivery(t, state)));
    let owners = Party::ALL.map(|party| (party.key(), words::party(t, party)));
    let clear = use_clear();
    view! {
        <search class="filters" aria-label=t.filters>
            <Picker
                id=STATE
                label=t.filter_state
                any=t.filter_any
                choices=states.to_vec()
                value=Signal::derive(move || feed.filter().state.map_or("", DeliveryState::key))
                on_choose=move |key: String| {
                    narrow.run(untrack(|| feed.filter()).with_state(&key).search());
                }
            />
            <Picker
                id="filter-owner"
                label=t.filter_owner
                any=t.filter_anyone
                choices=owners.to_vec()
                value=Signal::derive(move || feed.filter().owner.map_or("", Party::key))
                on_choose=move |key: String| {
                    narrow.run(untrack(|| feed.filter()).with_owner(&key).search());
                }
            />
            <Show when=Signal::derive(move || !feed.filter().is_open())>
                <Button class="btn small quiet" on_press=clear>
                    {t.filters_clear}
                </Button>
            </Show>
        </search>
    }
}

/// What takes the filters away. The focus goes to them: the button that is pressed goes with them.
pub fn use_clear() -> Callback<()> {
    let narrow = use_narrow();
    Callback::new(move |()| {
        narrow.run(String::new());
        focus(STATE);
    })
}

/// What takes the page to another search part, as an entry of its own in the history.
fn use_narrow() -> Callback<String> {
    let navigate = use_navigate();
    Callback::new(move |search: String| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("{}{search}", paths::ACTIVITY), options);
    })
}
