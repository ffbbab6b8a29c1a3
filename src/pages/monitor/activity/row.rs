//! A row: a button that says what happened, and the story it opens.

use leptos::prelude::*;

use super::{feed::use_feed, ids, line::Line, story::StoryView};
use crate::{
    i18n::{text, use_lang},
    time,
    ui::{Chip, Dynamic, Show},
};

/// The row.
#[component]
pub fn Row(
    /// The delivery's id.
    id: String,
) -> impl IntoView {
    let (feed, t, tag) = (use_feed(), text(), use_lang().get_untracked().tag());
    let (of_row, of_opened, of_press) = (id.clone(), id.clone(), id.clone());
    let is_open = Memo::new(move |_| feed.opened(&of_opened).is_some());
    let line = move || {
        feed.clock.track();
        let row = feed
            .rows
            .with(|rows| rows.as_ref().and_then(|rows| rows.get(&of_row).cloned()))?;
        let Line {
            what,
            place,
            who,
            why,
            state,
            tone,
        } = Line::of(t, &row);
        Some(view! {
            <time
                class="two"
                datetime=time::machine(row.at)
                title=time::moment(tag, row.at)
            >
                <b>{time::brief(tag, row.at)}</b>
                " "
                <span>{time::ago(tag, row.at)}</span>
            </time>
            " "
            <span class="two">
                <b>{what}</b>
                " "
                <span>{place}</span>
            </span>
            " "
            <span class="two">
                <b>{who}</b>
                " "
                <span>{why}</span>
            </span>
            " "
            <Chip tone word=state />
        })
    };
    let story = ids::story(&id);
    let controls = story.clone();
    view! {
        <li class="event" class:open=is_open>
            <button
                type="button"
                id=ids::row(&id)
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-controls=move || is_open.get().then(|| controls.clone())
                on:click=move |_| feed.toggle(&of_press)
            >
                <Dynamic view=line />
            </button>
            <Show when=is_open>
                <div class="story" id=story.clone()>
                    <StoryView id=id.clone() />
                </div>
            </Show>
        </li>
    }
}
