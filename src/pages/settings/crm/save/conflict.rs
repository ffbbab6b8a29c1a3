//! Somebody else saved meanwhile: both values side by side, and a choice.

use domain::{Cloud, CredentialKind, Crm, Field, Input, SecretEdit, Settings, Wanted};
use leptos::{html, prelude::*};

use super::{
    super::{
        form::{Change, Form},
        page::use_page,
    },
    bar,
};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Button, Dynamic, Show, effect},
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
    let section = NodeRef::<html::Section>::new();
    effect(move || {
        if let Some(section) = section.get() {
            let _ = section.focus();
        }
    });
    let tag = use_lang().get_untracked().tag();
    let when = current.saved_at.map(|at| time::moment(tag, at));
    let rows = move || page.draft.form.with(|form| rows(t, form, &current));
    let has_rows = Memo::new({
        let rows = rows.clone();
        move |_| !rows().is_empty()
    });
    view! {
        <section
            class="card conflict"
            tabindex="-1"
            node_ref=section
            aria-labelledby="conflict-title"
        >
            <header>
                <div>
                    <h2 id="conflict-title">{t.conflict_title}</h2>
                    <p>{t.conflict_hint(&when.unwrap_or_default())}</p>
                </div>
            </header>
            <div class="body">
                <Show
                    when=has_rows
                    fallback=move || view! { <p>{t.conflict_same}</p> }
                >
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t.conflict_what}</th>
                                <th scope="col">{t.conflict_mine}</th>
                                <th scope="col">{t.conflict_theirs}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <Dynamic view={
                                let rows = rows.clone();
                                move || rows().into_iter().map(row).collect_view()
                            } />
                        </tbody>
                    </table>
                </Show>
                <div class="row end">
                    <Button on_press=move |()| page.save.resolve(false)>{t.use_theirs}</Button>
                    <Button class="btn primary" on_press=move |()| page.save.resolve(true)>
                        {t.keep_mine}
                    </Button>
                </div>
            </div>
        </section>
    }
}

/// What a setting is called, my value and theirs.
type Row = [String; 3];

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

fn row([name, mine, theirs]: Row) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{mine}</td>
            <td>{theirs}</td>
        </tr>
    }
}
