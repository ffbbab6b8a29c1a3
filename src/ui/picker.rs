//! One of several words, from the browser's own list.

use leptos::prelude::*;

/// A list to pick from, with its caption above it.
#[component]
pub fn Picker(
    /// Its id.
    id: &'static str,
    /// The caption.
    label: &'static str,
    /// The word for no choice, whose key is empty.
    any: &'static str,
    /// The key of each choice, and its word.
    choices: Vec<(&'static str, &'static str)>,
    /// The key of the chosen one.
    #[prop(into)]
    value: Signal<&'static str>,
    /// Called with the key of the newly chosen one.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let all = [("", any)].into_iter().chain(choices);
    let options = all.map(|(key, word)| {
        view! {
            <option value=key prop:selected=move || value.get() == key>
                {word}
            </option>
        }
    });
    view! {
        <div class="pick">
            <label for=id>{label}</label>
            <span class="box">
                <select id=id on:change=move |event| on_choose.run(event_target_value(&event))>
                    {options.collect_view()}
                </select>
            </span>
        </div>
    }
}
