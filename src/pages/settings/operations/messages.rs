//! How many messages a chat has before it makes a record; asked for only where that is chosen.

use domain::CreationOption;
use leptos::prelude::*;

use super::{
    form::Form,
    state::{MESSAGES, use_operations},
};
use crate::{
    i18n::text,
    ui::{Show, Why},
};

/// "until chat has a minimum of ___ messages sent by consumer".
#[component]
pub fn Messages() -> impl IntoView {
    let (operations, t) = (use_operations(), text());
    let is_asked = Memo::new(move |_| {
        let wanted = operations.wanted();
        wanted.is_some_and(|wanted| wanted.is_on(CreationOption::DelayChats))
    });
    let value = Memo::new(move |_| {
        let typed = operations
            .form
            .with(|form| form.as_ref().map(|form| form.messages().to_owned()));
        typed.unwrap_or_default()
    });
    let is_wrong = Memo::new(move |_| {
        let form = operations.form;
        operations.was_left.get() && form.with(|form| form.as_ref().is_some_and(Form::is_malformed))
    });
    let error =
        Signal::derive(move || is_wrong.get().then(|| t.creation_messages_wrong.to_owned()));
    view! {
        <Show when=is_asked>
            <div class="count field" class:error=is_wrong>
                <label for=MESSAGES>
                    {t.creation_messages_before} " "
                    <span class="visually-hidden">{t.creation_messages_after}</span>
                </label>
                <div class="input">
                    <input
                        id=MESSAGES
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        maxlength="3"
                        aria-invalid=move || is_wrong.get().then_some("true")
                        aria-describedby=move || is_wrong.get().then(|| format!("{MESSAGES}-why"))
                        prop:value=value
                        on:input=move |event| {
                            operations.change(|form| form.set_messages(event_target_value(&event)));
                        }
                        // The browser blurs an input that it takes away.
                        on:blur=move |_| _ = operations.was_left.try_set(true)
                    />
                </div>
                <span aria-hidden="true">{t.creation_messages_after}</span>
                <Why id=MESSAGES.to_owned() error />
            </div>
        </Show>
    }
}
