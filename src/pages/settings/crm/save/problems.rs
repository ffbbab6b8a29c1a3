//! The summary of what was not accepted: it takes the focus and links to each input.

use domain::Problem;
use leptos::{html, prelude::*};
use web_sys::MouseEvent;

use super::{
    super::{ids, page::use_page},
    told,
};
use crate::{
    i18n::text,
    saving::Failure,
    ui::{Dynamic, Show, effect, focus},
    words,
};

/// The summary, and what kept the last save from happening.
#[component]
pub fn Problems() -> impl IntoView {
    let save = use_page().save;
    view! {
        <Failure failure=save.failure on_retry=Callback::new(move |()| save.begin()) />
        <Summary />
    }
}

#[component]
fn Summary() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let problems = page.save.problems;
    let has_problems = Memo::new(move |_| problems.with(|problems| !problems.is_empty()));
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        if let (true, Some(summary)) = (has_problems.get(), node.get()) {
            let _ = summary.focus();
        }
    });
    view! {
        <Show when=has_problems>
            <div
                class="note bad"
                tabindex="-1"
                role="group"
                aria-labelledby="problems-title"
                node_ref=node
            >
                <h2 id="problems-title">{t.problems_title}</h2>
                <Dynamic view=move || page.draft.told.get().map(|words| view! { <p>{words}</p> }) />
                <ul class="list">
                    <Dynamic view=move || {
                        let items = problems.get().into_iter();
                        items.map(|problem| view! { <Item problem /> }).collect_view()
                    } />
                </ul>
            </div>
        </Show>
    }
}

/// One problem, with a link to its input.
#[component]
fn Item(
    /// What is wrong, and where.
    problem: Problem,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let Problem { crm, input, .. } = problem;
    let (caption, words) = page.draft.form.with_untracked(|form| {
        let caption = words::caption(t, crm, form.kind(crm), input);
        let problems = page.save.problems.read_untracked();
        (caption, told::problem(t, form, &problems, &problem))
    });
    let id = ids::of(crm, input);
    let href = format!("#{id}");
    let lead = move |event: MouseEvent| {
        event.prevent_default();
        page.draft.viewing.set(Some(crm));
        let id = id.clone();
        request_animation_frame(move || focus(&id));
    };
    view! {
        <li>
            <a href=href on:click=lead>
                {caption}
            </a>
            {t.colon}
            {words}
        </li>
    }
}
