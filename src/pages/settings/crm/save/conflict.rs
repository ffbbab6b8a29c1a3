//! Somebody else saved meanwhile: both values side by side, and a choice.

use domain::{Cloud, CredentialKind, Crm, Field, Input, SecretEdit, Settings, Wanted};
use leptos::prelude::*;

use super::{
    super::{
        form::{Change, Form},
        page::use_page,
    },
    bar,
};
use crate::{
    i18n::{Text, text, use_lang},
    saving::{self, Row},
    time,
    ui::Dynamic,
    words,
};

/// The value of one setting in words; a secret is only named.
fn value(t: &Text, form: &Form, change: Change) -> String {
    let words = match change {
        Change::Platform => form.platform().map_or(t.none, Crm::name).to_owned(),
        Change::DefaultUser(crm) => words::on_off(t, form.shows_default_user(crm)),
        Change::Always(crm) => words::on_off(t, form.shows_always(crm)),
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
    let page = use_page();
    let view = move || {
        let current = page.save.conflict.get()?;
        Some(view! { <Choice current /> })
    };
    view! { <Dynamic view /> }
}

#[component]
fn Choice(
    /// What somebody else has saved.
    current: Settings,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let tag = use_lang().get_untracked().tag();
    let when = current.saved_at.map(|at| time::moment(tag, at));
    let rows = Signal::derive(move || page.draft.form.with(|form| rows(t, form, &current)));
    view! {
        <saving::Conflict
            hint=t.conflict_hint(&when.unwrap_or_default())
            rows
            on_choose=Callback::new(move |keep_mine| page.save.resolve(keep_mine))
        />
    }
}

fn rows(t: &Text, form: &Form, current: &Settings) -> Vec<Row> {
    let mine = form.over(current.clone());
    let theirs = Form::new(current.clone());
    let row = |change| {
        [
            bar::name(t, &mine, change),
            value(t, &mine, change),
            value(t, &theirs, change),
        ]
    };
    mine.changes().into_iter().map(row).collect()
}
