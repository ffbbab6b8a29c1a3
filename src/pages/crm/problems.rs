//! The summary of what was not accepted: it takes the focus and links to each input.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{countdown, inputs, told, use_state};
use crate::{
    api,
    i18n::text,
    ui::{button, effect, focus, line, memo, nothing, part},
    words,
};

/// Whether what had the focus is gone.
#[must_use]
pub fn is_focus_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// Puts a focus that was lost back to the page, without moving what is in view.
pub fn rest() {
    let main = document()
        .get_element_by_id("main")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let (true, Some(main)) = (is_focus_lost(), main) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = main.focus_with_options(&options);
    }
}

/// The summary, and what kept the last save from happening.
#[component]
pub fn Problems() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let summary = NodeRef::<html::Div>::new();
    let has_problems = memo(move || state.problems.with(|problems| !problems.is_empty()));
    effect(move || {
        if let (true, Some(summary)) = (has_problems.get(), summary.get()) {
            let _ = summary.focus();
        }
    });
    let items = move || {
        let problems = state.problems.get();
        let item = |problem: domain::wire::Problem| {
            let id = inputs::id(problem.crm, problem.input);
            let kind = state.form.with_untracked(|form| form.kind(problem.crm));
            let caption = words::caption(t, problem.crm, kind, problem.input);
            let words = words::code(t, problem.crm, problem.code);
            let target = id.clone();
            view! {
                <li>
                    <a
                        href=format!("#{id}")
                        on:click=move |event| {
                            event.prevent_default();
                            if state.shown() != Some(problem.crm) {
                                state.viewing.set(Some(problem.crm));
                            }
                            let target = target.clone();
                            request_animation_frame(move || focus(&target));
                        }
                    >
                        {caption}
                    </a>
                    {t.colon}
                    {words}
                </li>
            }
        };
        problems.into_iter().map(item).collect_view()
    };
    let failure = move || {
        let Some(error) = state.failure.get() else {
            return nothing();
        };
        match error {
            api::Error::TooManyTries(seconds) => view! {
                <div class="note warn"><countdown::Countdown seconds /></div>
            }
            .into_any(),
            error => view! {
                <div class="note bad" role="alert">
                    <span>{told::failure(t, &error)}</span>
                    <p>{button("btn small", t.retry, Box::new(move || state.save()))}</p>
                </div>
            }
            .into_any(),
        }
    };
    let list = move || {
        if !has_problems.get() {
            return nothing();
        }
        view! {
            <div class="note bad" tabindex="-1" role="group" aria-labelledby="problems-title" node_ref=summary>
                <h2 id="problems-title">{t.problems_title}</h2>
                {part(move || state.told.get().map_or_else(nothing, |words| line("", words)))}
                <ul class="list">{part(move || items().into_any())}</ul>
            </div>
        }
        .into_any()
    };
    view! { {part(failure)} {part(list)} }.into_any()
}
