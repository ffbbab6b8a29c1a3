//! The question before a dirty draft is left.

use leptos::prelude::*;

use super::super::page::use_page;
use crate::saving;

/// The question. While a save asks for a yes of its own, it waits.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let save = use_page().save;
    let is_busy = move || save.question.with(Option::is_some) || save.sent.with(Option::is_some);
    view! {
        <saving::LeaveQuestion
            is_busy=Signal::derive(is_busy)
            is_done=Callback::new(move |()| save.is_done())
            on_save=Callback::new(move |()| save.begin())
            on_discard=Callback::new(move |()| save.discard())
        />
    }
}
