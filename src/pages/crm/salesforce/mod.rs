//! "Salesforce Admin Token": the administrators with whose grants the portal writes, at the bottom
//! of the page as the help page has it.

mod admins;
mod button;
mod login_url;
mod redirect;
mod run;
mod unlink;

pub use button::LINK;
pub use run::Run;

use domain::{LinkState, acting};
use leptos::prelude::*;

use super::{Form, use_state};
use crate::{
    i18n::{Text, text},
    ui::{memo, note, nothing, part},
};

/// The section.
#[component]
pub fn AdminToken() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let failover = memo(move || state.form.with(|form| failover(t, form)));
    let ends_links = memo(move || state.form.with(Form::ends_links));
    view! {
        <section class="card" aria-labelledby="admin-token-heading">
            <header>
                <div>
                    <h2 id="admin-token-heading">{t.admin_token}</h2>
                    <p>{t.admin_token_hint}</p>
                </div>
            </header>
            <div class="body">
                {part(move || if ends_links.get() { note("note warn", t.links_end) } else { nothing() })}
                {part(move || failover.get().map_or_else(nothing, |words| note("note", words)))}
                <redirect::RedirectUri />
                <login_url::LoginUrl />
                <button::LinkButton />
                <admins::Admins />
            </div>
        </section>
        <unlink::UnlinkQuestion />
    }
    .into_any()
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
