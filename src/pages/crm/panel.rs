//! One CRM's panel: what is known of the connection, its inputs, and a test of it.

use domain::{Crm, Status, status};
use leptos::prelude::*;

use super::{
    Form,
    before::Before,
    inputs::{FieldInput, SecretInput},
    notes::Notes,
    use_state,
};
use crate::{
    i18n::{Text, text, use_lang},
    time, words,
};

/// The panel.
#[component]
pub fn Panel(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let tag = use_lang().get_untracked().tag();
    let known = Memo::new(move |_| {
        state.clock.track();
        state
            .form
            .with(|form| known(t, tag, crm, &form.stored_panel(crm)))
    });
    let is_testing = Memo::new(move |_| {
        state
            .tests
            .with(|tests| tests.get(&crm).is_some_and(|test| test.result.is_none()))
    });
    let elsewhere = Memo::new(move |_| {
        let platform = state.form.with(Form::platform);
        platform.is_some_and(|platform| platform != crm)
    });
    let heading = format!("{}-heading", crm.key());
    view! {
        <section class="card" id=crm.key() aria-labelledby=heading>
            <header>
                <div>
                    <h2 id=format!("{}-heading", crm.key())>{crm.name()}</h2>
                    <p>{known}</p>
                </div>
                <button
                    type="button"
                    class="btn small"
                    aria-disabled=move || is_testing.get().then_some("true")
                    on:click=move |_| if !is_testing.get_untracked() { state.test(crm) }
                >
                    {t.test}
                </button>
            </header>
            <div class="body">
                {move || elsewhere.get().then(|| view! { <div class="note"><span>{t.not_the_platform(crm.name())}</span></div> })}
                <Notes crm />
                <Before crm />
                {crm.tuple_fields().map(|field| view! { <FieldInput crm field /> }).collect_view()}
                <SecretInput crm />
                {crm.other_fields().map(|field| view! { <FieldInput crm field /> }).collect_view()}
            </div>
        </section>
    }
    .into_any()
}

/// What is known of the stored connection, in a sentence.
fn known(t: &Text, tag: &str, crm: Crm, stored: &domain::Panel) -> String {
    let when = stored
        .health
        .as_ref()
        .map(|health| time::ago(tag, health.checked_at))
        .unwrap_or_default();
    let user = stored
        .health
        .as_ref()
        .and_then(|health| health.check.acts_as.as_ref());
    match status(crm, stored) {
        Status::NotSetUp => t.not_set_up_hint.to_owned(),
        Status::NotVerified => t.not_verified_hint.to_owned(),
        Status::Verified => user.map_or_else(
            || t.verified_ago_nobody(&when),
            |user| t.verified_ago(&when, &words::who(user)),
        ),
        Status::NeedsAttention => {
            let since = stored
                .health
                .as_ref()
                .map(|health| time::moment(tag, health.checked_at))
                .unwrap_or_default();
            t.attention_hint(crm.name(), &since)
        }
    }
}
