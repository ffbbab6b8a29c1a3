//! Something to know or to do, where it happened.

use leptos::prelude::*;

use super::chip::Tone;

/// A note; its colour goes with its words and never speaks alone.
#[component]
pub fn Note(
    /// The colour.
    #[prop(default = Tone::Plain)]
    tone: Tone,
    /// What it says, and what can be done about it.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "note",
        Tone::Good => "note good",
        Tone::Warn => "note warn",
        Tone::Bad => "note bad",
    };
    view! { <div class=class>{children()}</div> }
}
