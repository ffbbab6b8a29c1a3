//! The secret of a panel.

use domain::{Crm, Input, SecretEdit, parse};
use leptos::prelude::*;

use super::{
    super::{ids, page::use_page},
    error::use_error,
};
use crate::{
    i18n::{text, use_lang},
    time,
    ui::{Dynamic, SecretAct, SecretField, SecretShown},
    words,
};

/// The secret's field.
#[component]
pub fn SecretInput(
    /// The panel.
    crm: Crm,
) -> impl IntoView {
    let (page, t, tag) = (use_page(), text(), use_lang().get_untracked().tag());
    let form = page.draft.form;
    // A secret that was put back is not shown again.
    let typed = Memo::new(move |_| {
        form.with(|form| match &form.wanted(crm).secret {
            SecretEdit::Replace(typed) if !form.is_restored(crm) => {
                typed.expose_secret().to_owned()
            }
            _ => String::new(),
        })
    });
    let shown = Memo::new(move |_| {
        form.with(|form| {
            if form.is_restored(crm) {
                return SecretShown::Restored;
            }
            match (&form.wanted(crm).secret, form.kept_secret(crm)) {
                (_, None) => SecretShown::Input,
                (SecretEdit::Keep, Some(kept)) => {
                    SecretShown::Kept(kept.last_four, time::day(tag, kept.replaced_at))
                }
                (SecretEdit::Replace(_), Some(_)) => SecretShown::Replacing,
                (SecretEdit::Clear, Some(_)) => SecretShown::Removed,
            }
        })
    });
    let error = use_error(crm, Input::Secret, move || {
        typed.with(|text| {
            let is_empty = text.is_empty();
            (!is_empty).then(|| parse::secret(crm, &text.as_str().into()).err())?
        })
    });
    let on_act = Callback::new(move |act| {
        page.save.forget(crm, Input::Secret);
        let edit = match act {
            SecretAct::Type(typed) => SecretEdit::Replace(typed.into()),
            SecretAct::Replace => SecretEdit::Replace("".into()),
            SecretAct::Remove => SecretEdit::Clear,
            SecretAct::Keep => SecretEdit::Keep,
        };
        page.draft.set_secret(crm, edit);
    });
    // Zendesk's is called by the kind of credential.
    let kind = Memo::new(move |_| form.with(|form| form.kind(crm)));
    let view = move || {
        view! {
            <SecretField
                id=ids::of(crm, Input::Secret)
                label=words::caption(t, crm, kind.get(), Input::Secret)
                hint=words::hint(t, crm, Input::Secret)
                shown
                value=typed
                error
                on_act
                on_leave=Callback::new(move |()| page.draft.leave(crm, Input::Secret))
            />
        }
    };
    view! { <Dynamic view /> }
}
