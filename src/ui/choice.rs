//! A few values to choose from, as a group of radio buttons.

use leptos::prelude::*;

use super::field::{Why, describe};

/// One of the values.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The word in the settings.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Said under it.
    pub note: Option<&'static str>,
}

/// The group. Its first button has the group's id, so that links lead into it.
#[component]
pub fn ChoiceField(
    /// The group's id.
    id: String,
    /// The caption.
    legend: &'static str,
    /// The values.
    choices: Vec<Choice>,
    /// The chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Called with the word of the newly chosen one.
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let has_error = Memo::new(move |_| error.with(Option::is_some));
    let described = {
        let id = id.clone();
        move || describe(&id, false, has_error.get())
    };
    let name = id.clone();
    let buttons = choices.into_iter().enumerate().map(move |(place, choice)| {
        let own = if place == 0 {
            name.clone()
        } else {
            format!("{name}-{}", choice.key)
        };
        let note = choice
            .note
            .map(|note| view! { <span class="hint" id=format!("{own}-note")>{note}</span> });
        let noted = note.is_some().then(|| format!("{own}-note"));
        view! {
            <div class="choice">
                <label>
                    <input
                        type="radio"
                        id=own
                        name=name.clone()
                        aria-describedby=noted
                        prop:checked=move || value.with(|value| value == choice.key)
                        on:change=move |_| on_choose.run(choice.key)
                    />
                    {choice.label}
                </label>
                {note}
            </div>
        }
    });
    view! {
        <fieldset class="field" class:error=has_error aria-describedby=described>
            <legend>{legend}</legend>
            {buttons.collect_view()}
            <Why id error=error />
        </fieldset>
    }
}
