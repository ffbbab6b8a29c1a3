//! Ctrl+S and Cmd+S save.

use leptos::{ev, prelude::*};

/// Saves by key as long as the page is there.
pub fn save_by_key(save: impl Fn() + 'static) {
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if is_command && event.key().eq_ignore_ascii_case("s") {
            event.prevent_default();
            save();
        }
    });
    on_cleanup(move || keys.remove());
}
