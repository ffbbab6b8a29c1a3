//! The login URL with a button of its own, and the My Domain that a Lightning address stands for.

use domain::{Crm, Field, Input, parse};
use leptos::prelude::*;

use super::super::{form::Form, ids, page::use_page, parts::FieldInput};
use crate::{
    i18n::text,
    ui::{Button, Dynamic, focus},
};

const CRM: Crm = Crm::Salesforce;
const INPUT: Input = Input::Field(Field::LoginUrl);

/// The field and its buttons.
#[component]
pub fn LoginUrl() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let is_new = Memo::new(move |_| page.draft.form.with(Form::has_new_login_url));
    let twin = Memo::new(move |_| {
        page.draft.form.with(|form| {
            let typed = form.wanted(CRM).fields.get(Field::LoginUrl);
            parse::login_twin(typed).map(|host| host.to_string())
        })
    });
    let take = move |host: String| {
        page.save.forget(CRM, INPUT);
        page.draft.set_field(CRM, Field::LoginUrl, host);
        focus(&ids::of(CRM, INPUT));
    };
    let offer = move || {
        let host = twin.get()?;
        let words = t.login_url_use(&host);
        Some(view! {
            <Button class="btn small" on_press=move |()| take(host.clone())>
                {words}
            </Button>
        })
    };
    view! {
        <div class="stack small">
            <FieldInput crm=CRM field=Field::LoginUrl />
            <div class="row">
                <Dynamic view=offer />
                <Button
                    class="btn small"
                    unavailable=Signal::derive(move || !is_new.get())
                    on_press=move |()| page.save.login_url()
                >
                    {t.login_url_save}
                </Button>
            </div>
        </div>
    }
}
