//! What kept the last save from happening, with Retry; "Too many tries" is counted down to the moment
//! when another is allowed.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    api,
    i18n::text,
    ui::{Button, Dynamic, Note, Tone},
    words,
};

/// The note.
#[component]
pub fn Failure(
    /// Why nothing was saved, if that is so.
    failure: RwSignal<Option<api::Error>>,
    /// Called to try again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let t = text();
    let view = move || {
        Some(match failure.get()? {
            api::Error::TooManyTries(seconds) => view! {
                <Note tone=Tone::Warn>
                    <Countdown seconds on_retry />
                </Note>
            }
            .into_any(),
            error => view! {
                <div class="note bad" role="alert">
                    <span>{words::failure(t, &error)}</span>
                    <p>
                        <Button class="btn small" on_press=on_retry>
                            {t.retry}
                        </Button>
                    </p>
                </div>
            }
            .into_any(),
        })
    };
    view! { <Dynamic view /> }
}

/// The words with the seconds left, and Retry once there are none.
#[component]
pub fn Countdown(
    /// How many seconds are left at first.
    seconds: u32,
    /// Called to try again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let t = text();
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
            <Button class="btn small" unavailable=Signal::derive(waits) on_press=on_retry>
                {t.retry}
            </Button>
        </p>
    }
}
