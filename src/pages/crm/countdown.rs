//! "Too many tries", counted down to the moment when another is allowed.

use std::time::Duration;

use leptos::prelude::*;

use super::use_state;
use crate::i18n::text;

/// The words with the seconds left, and Retry once there are none.
#[component]
pub fn Countdown(seconds: u32) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let left = RwSignal::new(seconds);
    let tick = move || left.update(|left| *left = left.saturating_sub(1));
    let clock = set_interval_with_handle(tick, Duration::from_secs(1));
    on_cleanup(move || drop(clock.map(|clock| clock.clear())));
    view! {
        // Not spoken every second: the live region said it once.
        <span aria-live="off">
            {move || (left.get() > 0).then(|| t.too_many_tries(&left.get().to_string()))}
        </span>
        <p>
            <button
                type="button"
                class="btn small"
                aria-disabled=move || (left.get() > 0).then_some("true")
                on:click=move |_| if left.get_untracked() == 0 { state.save() }
            >
                {t.retry}
            </button>
        </p>
    }
    .into_any()
}
