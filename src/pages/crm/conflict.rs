//! Somebody else saved meanwhile: both values side by side, and a choice.

use domain::{Cloud, CredentialKind, Crm, Field, Input, SecretEdit, Settings, Wanted};
use leptos::{html, prelude::*};

use super::{Change, Form, State, save_bar, use_state};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{button, effect, nothing, part},
    words,
};

/// The value of one setting in words; a secret is only named.
fn value(t: &Text, form: &Form, change: Change) -> String {
    let words = match change {
        Change::Platform => form.platform().map_or(t.none, Crm::name).to_owned(),
        Change::DefaultUser(crm) => on_off(t, form.shows_default_user(crm)),
        Change::Always(crm) => on_off(t, form.shows_always(crm)),
        Change::Input(crm, Input::Field(Field::CredentialKind)) => match form.kind(crm) {
            CredentialKind::ApiToken => t.zendesk_token,
            CredentialKind::OAuthClient => t.kind_client,
        }
        .to_owned(),
        Change::Input(crm, Input::Field(Field::Cloud)) => {
            let word = form.wanted(crm).fields.get(Field::Cloud);
            let cloud = Cloud::ALL.into_iter().find(|cloud| cloud.key() == word);
            cloud.map_or("", |cloud| words::cloud(t, cloud)).to_owned()
        }
        Change::Input(crm, Input::Field(field)) => form.wanted(crm).fields.get(field).to_owned(),
        Change::Input(crm, Input::Secret) => secret(t, form, crm, form.wanted(crm)),
    };
    if words.is_empty() {
        t.empty.to_owned()
    } else {
        words
    }
}

fn on_off(t: &Text, is_on: bool) -> String {
    if is_on { t.on } else { t.off }.to_owned()
}

fn secret(t: &Text, form: &Form, crm: Crm, wanted: &Wanted) -> String {
    match (&wanted.secret, form.kept_secret(crm)) {
        (SecretEdit::Replace(_), _) => t.new_secret.to_owned(),
        (SecretEdit::Keep, Some(kept)) => match kept.last_four {
            Some(four) => format!("{} {four}", t.secret_saved_ends),
            None => t.secret_saved.to_owned(),
        },
        (SecretEdit::Keep | SecretEdit::Clear, _) => String::new(),
    }
}

/// The choice.
#[component]
pub fn Conflict() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let section = NodeRef::<html::Section>::new();
    effect(move || {
        if let Some(section) = section.get() {
            let _ = section.focus();
        }
    });
    part(move || {
        state.conflict.get().map_or_else(nothing, |current| {
            view! {
                <section class="card conflict" tabindex="-1" node_ref=section aria-labelledby="conflict-title">
                    <header>
                        <div>
                            <h2 id="conflict-title">{t.conflict_title}</h2>
                            <p>{t.conflict_hint(&when(&current))}</p>
                        </div>
                    </header>
                    <div class="body">
                        {part(move || table(t, state, &current))}
                        <div class="row end">
                            {button("btn", t.use_theirs, Box::new(move || state.resolve(false)))}
                            {button("btn primary", t.keep_mine, Box::new(move || state.resolve(true)))}
                        </div>
                    </div>
                </section>
            }
            .into_any()
        })
    })
}

fn when(current: &Settings) -> String {
    let tag = use_lang().get_untracked().tag();
    current
        .saved_at
        .map(|at| time::moment(tag, at))
        .unwrap_or_default()
}

fn table(t: &'static Text, state: State, current: &Settings) -> AnyView {
    let mine = state.form.with(|form| form.over(current.clone()));
    let theirs = Form::new(current.clone());
    let rows: Vec<_> = mine
        .changes()
        .into_iter()
        .map(|change| {
            (
                save_bar::name(t, &mine, change),
                value(t, &mine, change),
                value(t, &theirs, change),
            )
        })
        .collect();
    if rows.is_empty() {
        return view! { <p>{t.conflict_same}</p> }.into_any();
    }
    let rows = rows.into_iter().map(|(name, mine, theirs)| view! { <tr><th scope="row">{name}</th><td>{mine}</td><td>{theirs}</td></tr> });
    view! {
        <table>
            <thead><tr><th scope="col">{t.conflict_what}</th><th scope="col">{t.conflict_mine}</th><th scope="col">{t.conflict_theirs}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
