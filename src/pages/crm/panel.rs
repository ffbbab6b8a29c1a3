//! One CRM's panel: what is known of the connection, its inputs, and a test of it.

use domain::{CredentialKind, Crm, Field, Input, LinkState, Part, Status, acting, status};
use leptos::prelude::*;

use super::{
    Form,
    before::Before,
    expiry,
    inputs::{FieldInput, SecretInput},
    notes::Notes,
    use_state,
};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{memo, note, nothing, part},
    words,
};

/// The inputs of a panel in the order of the page: the secret follows whom it speaks for. The
/// login URL stands with the links, at the bottom.
#[must_use]
pub fn inputs(crm: Crm) -> Vec<Input> {
    let last = crm
        .fields()
        .iter()
        .rposition(|field| field.part() != Part::Other && *field != Field::LoginUrl);
    let mut inputs: Vec<_> = crm.fields().iter().copied().map(Input::Field).collect();
    inputs.insert(last.map_or(0, |last| last + 1), Input::Secret);
    inputs.retain(|input| *input != Input::Field(Field::LoginUrl));
    inputs
}

/// The panel.
#[component]
pub fn Panel(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let tag = use_lang().get_untracked().tag();
    let known = memo(move || {
        state.clock.track();
        state
            .form
            .with(|form| known(t, tag, crm, &form.stored_panel(crm)))
    });
    let is_testing = memo(move || {
        state
            .tests
            .with(|tests| tests.get(&crm).is_some_and(|test| test.result.is_none()))
    });
    let elsewhere = memo(move || {
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
                {part(move || if elsewhere.get() { note("note", t.not_the_platform(crm.name())) } else { nothing() })}
                <Notes crm />
                <Before crm />
                <expiry::Note crm />
                {inputs(crm).into_iter().map(|input| view! { <OneInput crm input /> }).collect_view()}
            </div>
        </section>
    }
    .into_any()
}

/// One input, where the chosen kind of credential has it.
#[component]
fn OneInput(crm: Crm, input: Input) -> impl IntoView {
    let state = use_state();
    let is_client = memo(move || {
        let kind = state.form.with(|form| form.kind(crm));
        kind == CredentialKind::OAuthClient
    });
    let only = match input {
        Input::Field(Field::Email) => Some(false),
        Input::Field(Field::ClientId) => Some(true),
        Input::Field(field) => return view! { <FieldInput crm field /> }.into_any(),
        Input::Secret => None,
    };
    part(move || {
        let is_client = is_client.get();
        match input {
            Input::Secret => view! { <SecretInput crm /> }.into_any(),
            Input::Field(field) if only == Some(is_client) => {
                view! { <FieldInput crm field /> }.into_any()
            }
            Input::Field(_) => nothing(),
        }
    })
}

/// What is known of the stored connection, in a sentence.
fn known(t: &Text, tag: &str, crm: Crm, stored: &domain::Panel) -> String {
    if crm.has_links() {
        return known_of_links(t, tag, stored);
    }
    let health = stored.health.as_ref();
    let user = health.and_then(|health| health.check.acts_as.as_ref());
    let at = health.map(|health| health.checked_at);
    let ago = || at.map(|at| time::ago(tag, at)).unwrap_or_default();
    match status(crm, stored) {
        Status::NotSetUp => t.not_set_up_hint.to_owned(),
        Status::NotVerified => t.not_verified_hint.to_owned(),
        Status::Verified => user.map_or_else(
            || t.verified_ago_nobody(&ago()),
            |user| t.verified_ago(&ago(), &words::who(user)),
        ),
        Status::NeedsAttention => {
            let since = at.map(|at| time::moment(tag, at)).unwrap_or_default();
            t.attention_hint(crm.name(), &since)
        }
    }
}

/// The same of a CRM that administrators are linked to.
fn known_of_links(t: &Text, tag: &str, stored: &domain::Panel) -> String {
    match (status(Crm::Salesforce, stored), acting(&stored.links)) {
        (Status::NotSetUp, _) => t.sf_link_hint.to_owned(),
        (_, Some(link)) if link.state == LinkState::Active => {
            let ago = time::ago(tag, link.verified_at.unwrap_or(link.linked_at));
            t.verified_ago(&ago, &words::name_and_role(&link.name, &link.role))
        }
        (_, Some(link)) => t.links_unsure(&link.name),
        (_, None) => t.all_dead_since(&dead_since(tag, stored)),
    }
}

/// Since when no linked administrator works.
#[must_use]
pub fn dead_since(tag: &str, stored: &domain::Panel) -> String {
    let last = stored.links.iter().map(|link| link.since).max();
    last.map(|at| time::moment(tag, at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_follows_whom_it_speaks_for_in_the_order_of_the_help_page() {
        use Field as F;
        let f = Input::Field;
        let secret = Input::Secret;
        assert_eq!(
            inputs(Crm::Kustomer),
            [
                f(F::Subdomain),
                secret,
                f(F::ExpiresOn),
                f(F::ExternalIdPrefix),
                f(F::SessionField)
            ]
        );
        assert_eq!(
            inputs(Crm::Zendesk),
            [
                f(F::Subdomain),
                f(F::CredentialKind),
                f(F::Email),
                f(F::ClientId),
                secret,
                f(F::SessionField)
            ]
        );
        assert_eq!(
            inputs(Crm::Salesforce),
            [
                f(F::OrgId),
                f(F::OrgName),
                f(F::ConsumerKey),
                secret,
                f(F::Cloud),
                f(F::SessionField)
            ]
        );
    }
}
