//! "Too many tries", counted down to the moment when another is allowed.

use std::time::Duration;

use leptos::prelude::*;

use super::super::page::use_page;
use crate::{i18n::text, ui::Button};

/// The words with the seconds left, and Retry once there are none.
#[component]
pub fn Countdown(
    /// How many seconds are left at first.
    seconds: u32,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let left = RwSignal::new(seconds);
    let tick = move || left.update(|left| *left = left.saturating_sub(1));
    let clock = set_interval_with_handle(tick, Duration::from_secs(1));
    on_cleanup(move || drop(clock.map(|clock| clock.clear())));
    let waits = move || left.get() > 0;
    view! {
        // Not spoken every second: the live region said it once.
        <span aria-live="off">
            {Signal::derive(move || waits().then(|| t.too_many_tries(&left.get().to_string())))}
        </span>
        <p>
            <Button
                class="btn small"
                unavailable=Signal::derive(waits)
                on_press=move |()| page.save.begin()
            >
                {t.retry}
            </Button>
        </p>
    }
}
