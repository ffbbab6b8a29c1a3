//! A text field with its caption, hint, error and affix, wired for assistive technology.

use leptos::prelude::*;

use super::show::Dynamic;

/// The ids an input is described by: its error first, then its hint.
#[must_use]
pub fn describe(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    match (has_error, has_hint) {
        (true, true) => Some(format!("{id}-why {id}-hint")),
        (true, false) => Some(format!("{id}-why")),
        (false, true) => Some(format!("{id}-hint")),
        (false, false) => None,
    }
}

/// Keeps an input to its value where what was typed did not become it: the value has not changed, so
/// nothing else would.
pub fn keep_to(event: &web_sys::Event, value: Signal<String>) {
    let input: web_sys::HtmlInputElement = event_target(event);
    value.with_untracked(|value| {
        if input.value() != *value {
            input.set_value(value);
        }
    });
}

/// What is wrong with a field, in words under it.
#[component]
pub fn Why(
    /// The field's id.
    id: String,
    /// The words, if anything is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let view = move || {
        let words = error.get()?;
        Some(view! { <p class="why" id=format!("{id}-why")>{words}</p> })
    };
    view! { <Dynamic view /> }
}

/// A text field.
#[component]
pub fn TextField(
    /// The input's id.
    id: String,
    /// What is typed: `text` or `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The caption.
    label: &'static str,
    /// Said after the caption.
    #[prop(optional_no_strip)]
    note: Option<&'static str>,
    /// Said under the caption.
    #[prop(optional_no_strip)]
    hint: Option<&'static str>,
    /// Stands in the frame after the input.
    #[prop(optional_no_strip)]
    affix: Option<&'static str>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Called with every change.
    on_input: Callback<String>,
    /// Called when the input is left.
    on_leave: Callback<()>,
) -> impl IntoView {
    let has_error = Memo::new(move |_| error.with(Option::is_some));
    let described = {
        let id = id.clone();
        move || describe(&id, hint.is_some(), has_error.get())
    };
    view! {
        <div class="field" class:error=has_error>
            <label for=id.clone()>{label}{note.map(|note| view! { " " <span class="quiet">{note}</span> })}</label>
            {hint.map(|hint| view! { <span class="hint" id=format!("{id}-hint")>{hint}</span> })}
            <div class="input">
                <input
                    id=id.clone()
                    type=kind
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=move || has_error.get().then_some("true")
                    aria-describedby=described
                    prop:value=value
                    on:input=move |event| {
                        on_input.run(event_target_value(&event));
                        keep_to(&event, value);
                    }
                    // The browser blurs an input that it takes away, when its page may be gone already.
                    on:blur=move |_| _ = on_leave.try_run(())
                />
                {affix.map(|affix| view! { <span class="affix" aria-hidden="true">{affix}</span> })}
            </div>
            <Why id=id error=error />
        </div>
    }
}
