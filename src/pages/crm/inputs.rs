//! The inputs of a panel: each one a slice of the draft with what is wrong with it.

use domain::{Code, Crm, Field, Input, SecretEdit, parse};
use leptos::prelude::*;

use super::use_state;
use crate::{
    i18n::{text, use_lang},
    time,
    ui::{SecretField, SecretShown, TextField, live},
    words,
};

/// The id of an input's element; it is also what links lead to.
#[must_use]
pub fn id(crm: Crm, input: Input) -> String {
    let name = match input {
        Input::Secret => "secret",
        Input::Field(Field::Subdomain) => "subdomain",
        Input::Field(Field::Email) => "email",
        Input::Field(Field::Tenant) => "tenant",
        Input::Field(Field::Organisation) => "organisation",
        Input::Field(Field::AppId) => "app-id",
        Input::Field(Field::SessionField) => "session-field",
        Input::Field(Field::ExternalIdPrefix) => "external-id-prefix",
    };
    format!("{}-{name}", crm.key())
}

/// What is wrong with an input: what the server said, else what its parser says once it was left.
fn error(
    crm: Crm,
    input: Input,
    parsed: impl Fn() -> Option<Code> + Send + Sync + 'static,
) -> Memo<Option<String>> {
    let (state, t) = (use_state(), text());
    Memo::new(move |_| {
        let refused = state.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| problem.crm == crm && problem.input == input)
                .cloned()
        });
        if let Some(problem) = refused {
            let words = words::code(t, crm, problem.code);
            let entered = problem.entered.filter(|text| !text.is_empty());
            return Some(entered.map_or(words.clone(), |text| {
                format!("{} {words}", t.entered(&text))
            }));
        }
        let was_left = state.left.with(|left| left.contains(&(crm, input)));
        parsed()
            .filter(|_| was_left)
            .map(|code| words::code(t, crm, code))
    })
}

/// A plain field of a panel.
#[component]
pub fn FieldInput(crm: Crm, field: Field) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let input = Input::Field(field);
    let value = Memo::new(move |_| {
        state
            .form
            .with(|form| form.wanted(crm).fields.get(field).to_owned())
    });
    let error = error(crm, input, move || {
        value.with(|text| parse::canonical(crm, field, text).err())
    });
    let on_input = Callback::new(move |typed: String| {
        if field != Field::Email || !take_apart(crm, &typed) {
            state.set_field(crm, field, typed);
        }
    });
    view! {
        <TextField
            id=id(crm, input)
            label=words::caption(t, crm, input)
            note=crm.other_fields().any(|other| other == field).then_some(t.optional)
            hint=words::hint(t, crm, input)
            affix=words::affix(crm, input)
            value
            error
            on_input
            on_leave=Callback::new(move |()| state.leave(crm, input))
        />
    }
}

/// Takes a pasted `mail/token` apart, with a word of explanation.
fn take_apart(crm: Crm, typed: &str) -> bool {
    let (state, t) = (use_state(), text());
    let clean = parse::clean(typed);
    let Some((email, secret)) = parse::split_token_suffix(&clean) else {
        return false;
    };
    state.set_field(crm, Field::Email, email.to_owned());
    if let Some(secret) = secret {
        state.set_secret(crm, SecretEdit::Replace(secret.into()));
    }
    let words = if secret.is_some() {
        t.token_split_secret
    } else {
        t.token_split
    };
    live::say(words);
    state.told.set(Some(words.to_owned()));
    true
}

/// The secret of a panel.
#[component]
pub fn SecretInput(crm: Crm) -> impl IntoView {
    let (state, t, tag) = (use_state(), text(), use_lang().get_untracked().tag());
    let typed = Memo::new(move |_| {
        state.form.with(|form| match &form.wanted(crm).secret {
            SecretEdit::Replace(typed) => typed.expose_secret().to_owned(),
            SecretEdit::Keep | SecretEdit::Clear => String::new(),
        })
    });
    let shown = Memo::new(move |_| {
        state.form.with(
            |form| match (&form.wanted(crm).secret, form.stored_panel(crm).secret) {
                (_, None) => SecretShown::Input,
                (SecretEdit::Keep, Some(kept)) => {
                    SecretShown::Kept(kept.last_four, time::day(tag, kept.replaced_at))
                }
                (SecretEdit::Replace(_), Some(_)) => SecretShown::Replacing,
                (SecretEdit::Clear, Some(_)) => SecretShown::Removed,
            },
        )
    });
    let error = error(crm, Input::Secret, move || {
        typed.with(|text| {
            if text.is_empty() {
                None
            } else {
                parse::secret(crm, &text.as_str().into()).err()
            }
        })
    });
    let edit = move |edit: SecretEdit| state.set_secret(crm, edit);
    view! {
        <SecretField
            id=id(crm, Input::Secret)
            label=words::caption(t, crm, Input::Secret)
            hint=words::hint(t, crm, Input::Secret)
            shown
            value=typed
            error
            on_input=Callback::new(move |typed: String| edit(SecretEdit::Replace(typed.into())))
            on_leave=Callback::new(move |()| state.leave(crm, Input::Secret))
            on_replace=Callback::new(move |()| edit(SecretEdit::Replace("".into())))
            on_remove=Callback::new(move |()| edit(SecretEdit::Clear))
            on_keep=Callback::new(move |()| edit(SecretEdit::Keep))
        />
    }
}
