//! A plain field of a panel: a slice of the draft with what is wrong with it.

use domain::{CredentialKind, Crm, Field, Input};
use leptos::prelude::*;

use super::{
    super::{ids, page::use_page},
    error::use_error,
};
use crate::{i18n::text, ui::TextField, words};

/// A field that is typed.
#[component]
pub fn FieldInput(
    /// The panel.
    crm: Crm,
    /// Which of its fields.
    field: Field,
    /// Whether it says that it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let input = Input::Field(field);
    let form = page.draft.form;
    let value = Memo::new(move |_| form.with(|form| form.wanted(crm).fields.get(field).to_owned()));
    let error = use_error(crm, input, move || {
        form.with(|form| form.wanted(crm).canonical(crm, field).err())
    });
    let on_input = Callback::new(move |typed: String| {
        page.save.forget(crm, input);
        page.draft.set_field(crm, field, typed);
    });
    view! {
        <TextField
            id=ids::of(crm, input)
            kind=if field == Field::ExpiresOn { "date" } else { "text" }
            label=words::caption(t, crm, CredentialKind::default(), input)
            note=optional.then_some(t.optional)
            hint=words::hint(t, crm, input)
            affix=words::affix(crm, input)
            value
            error
            on_input
            on_leave=Callback::new(move |()| page.draft.leave(crm, input))
        />
    }
}
