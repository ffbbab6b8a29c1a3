//! A status in a word and a dot: colour never speaks alone.

use leptos::prelude::*;

/// The colour that goes with the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say.
    Plain,
    /// As it should be.
    Good,
    /// Worth a look.
    Warn,
    /// Broken.
    Bad,
}

/// A chip.
#[component]
pub fn Chip(
    /// The colour.
    tone: Tone,
    /// The word.
    #[prop(into)]
    word: Oco<'static, str>,
) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "chip",
        Tone::Good => "chip good",
        Tone::Warn => "chip warn",
        Tone::Bad => "chip bad",
    };
    view! { <span class=class>{word}</span> }
}
