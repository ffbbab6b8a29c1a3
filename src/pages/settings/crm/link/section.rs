//! "Salesforce Admin Token": the administrators with whose grants the portal writes.

use domain::{LinkState, acting};
use leptos::prelude::*;

use super::{
    super::{form::Form, page::use_page},
    admins::Admins,
    button::LinkButton,
    login_url::LoginUrl,
    redirect::RedirectUri,
    unlink::UnlinkQuestion,
};
use crate::{
    i18n::{Text, text},
    ui::{Dynamic, Note, Show, Tone},
};

/// The section, in the order of the help page: login URL, Link, the connected administrators.
#[component]
pub fn AdminToken() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let failover = Memo::new(move |_| form.with(|form| failover(t, form)));
    let ends_links = Memo::new(move |_| form.with(Form::ends_links));
    view! {
        <section class="card" aria-labelledby="admin-token-heading">
            <header>
                <div>
                    <h2 id="admin-token-heading">{t.admin_token}</h2>
                    <p>{t.admin_token_hint}</p>
                </div>
            </header>
            <div class="body">
                <Show when=ends_links>
                    <Note tone=Tone::Warn>{t.links_end}</Note>
                </Show>
                <Dynamic view=move || failover.get().map(|words| view! { <Note>{words}</Note> }) />
                <RedirectUri />
                <LoginUrl />
                <LinkButton />
                <Admins />
            </div>
        </section>
        <UnlinkQuestion />
    }
}

/// "X now acts, because Y's link needs relinking", while somebody stands in for the first.
fn failover(t: &Text, form: &Form) -> Option<String> {
    let first = form.links().first()?;
    let next = acting(form.links()).filter(|next| next.id != first.id)?;
    Some(match first.state {
        LinkState::NotAdmin => t.failover_not_admin(&first.name, &next.name),
        _ => t.failover_dead(&first.name, &next.name),
    })
}
