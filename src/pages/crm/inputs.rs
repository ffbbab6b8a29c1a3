//! The inputs of a panel: each one a slice of the draft with what is wrong with it.

use domain::{Cloud, Code, CredentialKind, Crm, Field, Input, SecretEdit, parse};
use leptos::prelude::*;

use super::use_state;
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Choice, ChoiceField, SecretField, SecretShown, TextField, live, memo},
    words,
};

/// The id of an input's element; it is also what links lead to.
#[must_use]
pub fn id(crm: Crm, input: Input) -> String {
    let name = match input {
        Input::Secret => "secret",
        Input::Field(field) => match field {
            Field::Subdomain => "subdomain",
            Field::CredentialKind => "kind",
            Field::Email => "email",
            Field::ClientId => "client-id",
            Field::Tenant => "tenant",
            Field::Organisation => "organisation",
            Field::AppId => "app-id",
            Field::OrgId => "org-id",
            Field::OrgName => "org-name",
            Field::ConsumerKey => "consumer-key",
            Field::Cloud => "cloud",
            Field::LoginUrl => "login-url",
            Field::ExpiresOn => "expires-on",
            Field::SessionField => "session-field",
            Field::ExternalIdPrefix => "external-id-prefix",
        },
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
    memo(move || {
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
    let value = memo(move || {
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
    let caption = words::caption(t, crm, CredentialKind::ApiToken, input);
    if let Some(choices) = choices(t, field) {
        let value = memo(move || value.with(|word| chosen(field, word)));
        let on_choose = Callback::new(move |word: &'static str| {
            match CredentialKind::ALL
                .into_iter()
                .find(|kind| kind.key() == word)
            {
                Some(kind) if field == Field::CredentialKind => state.set_kind(kind),
                _ => state.set_field(crm, field, word.to_owned()),
            }
        });
        return view! { <ChoiceField id=id(crm, input) legend=caption choices value error on_choose /> }
            .into_any();
    }
    let is_optional = matches!(
        field,
        Field::SessionField | Field::ExternalIdPrefix | Field::ExpiresOn
    );
    view! {
        <TextField
            id=id(crm, input)
            kind=if field == Field::ExpiresOn { "date" } else { "text" }
            label=caption
            note=is_optional.then_some(t.optional)
            hint=words::hint(t, crm, input)
            affix=words::affix(crm, input)
            value
            error
            on_input
            on_leave=Callback::new(move |()| state.leave(crm, input))
        />
    }
    .into_any()
}

/// The values of a field that is chosen, not typed.
fn choices(t: &Text, field: Field) -> Option<Vec<Choice>> {
    let choice = |key, label, note| Choice { key, label, note };
    Some(match field {
        Field::CredentialKind => CredentialKind::ALL
            .map(|kind| match kind {
                CredentialKind::ApiToken => {
                    choice(kind.key(), t.kind_token, Some(t.kind_token_hint))
                }
                CredentialKind::OAuthClient => {
                    choice(kind.key(), t.kind_client, Some(t.kind_client_hint))
                }
            })
            .into(),
        Field::Cloud => Cloud::ALL
            .map(|cloud| choice(cloud.key(), words::cloud(t, cloud), None))
            .into(),
        _ => return None,
    })
}

/// The word that is chosen: a blank kind of credential is the first one.
fn chosen(field: Field, word: &str) -> String {
    match field {
        Field::CredentialKind if word.is_empty() => CredentialKind::default().key().to_owned(),
        _ => word.to_owned(),
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
    let typed = memo(move || {
        state.form.with(|form| match &form.wanted(crm).secret {
            SecretEdit::Replace(typed) => typed.expose_secret().to_owned(),
            SecretEdit::Keep | SecretEdit::Clear => String::new(),
        })
    });
    let shown = memo(move || {
        state.form.with(
            |form| match (&form.wanted(crm).secret, form.kept_secret(crm)) {
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
    // Built anew with the kind of credential.
    let kind = state.form.with_untracked(|form| form.kind(crm));
    view! {
        <SecretField
            id=id(crm, Input::Secret)
            label=words::caption(t, crm, kind, Input::Secret)
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
