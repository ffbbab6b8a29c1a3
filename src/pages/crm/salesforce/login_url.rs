//! The login URL with a button of its own, and the My Domain that a Lightning address stands for.

use domain::{Crm, Field, Input, parse};
use leptos::prelude::*;

use super::super::{
    Form,
    inputs::{self, FieldInput},
    use_state,
};
use crate::{
    i18n::text,
    ui::{Button, focus, memo, nothing, part},
};

const CRM: Crm = Crm::Salesforce;
const INPUT: Input = Input::Field(Field::LoginUrl);

/// The field and its buttons.
#[component]
pub fn LoginUrl() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let is_new = memo(move || state.form.with(Form::has_new_login_url));
    let twin = memo(move || {
        let typed = state
            .form
            .with(|form| form.wanted(CRM).fields.get(Field::LoginUrl).to_owned());
        // A refused one went back to what was saved; the problem still says what was typed.
        let refused = state.problems.with(|problems| {
            let problem = problems
                .iter()
                .find(|one| one.crm == CRM && one.input == INPUT)?;
            problem.entered.clone()
        });
        parse::login_twin(&refused.unwrap_or(typed)).map(|host| host.to_string())
    });
    let take = move |host: String| {
        state.set_field(CRM, Field::LoginUrl, host);
        focus(&inputs::id(CRM, INPUT));
    };
    view! {
        <div class="stack small">
            <FieldInput crm=CRM field=Field::LoginUrl />
            <div class="row">
                {part(move || twin.get().map_or_else(nothing, |host| {
                    let words = t.login_url_use(&host);
                    Button::new("btn small", words).on(Box::new(move || take(host.clone())))
                }))}
                {Button::new("btn small", t.login_url_save).while_free(is_new).on(Box::new(move || state.save_login_url()))}
            </div>
        </div>
    }
    .into_any()
}
