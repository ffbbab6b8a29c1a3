//! What is known of the saved credential, beside the panel.

use domain::{Crm, acting};
use leptos::prelude::*;

use super::page::use_page;
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Dynamic, Show},
};

/// The facts as caption and value.
fn facts(t: &Text, tag: &str, crm: Crm, stored: &domain::Panel) -> Vec<(&'static str, String)> {
    let changed = stored
        .secret
        .as_ref()
        .map(|secret| (t.last_changed, time::day(tag, secret.replaced_at)));
    let known = if crm.has_links() {
        let link = acting(&stored.links);
        [
            link.map(|link| (t.acts_as, link.name.clone())),
            link.map(|link| (t.username, link.username.clone())),
            link.map(|link| (t.role, link.role.clone())),
            link.and_then(|link| Some((t.last_verified, time::moment(tag, link.verified_at?)))),
        ]
    } else {
        let health = stored.health.as_ref();
        let user = health.and_then(|health| health.check.acts_as.as_ref());
        [
            user.map(|user| (t.acts_as, user.name.clone())),
            user.and_then(|user| Some((t.email, user.email.clone()?))),
            user.map(|user| (t.role, user.role.clone())),
            health.map(|health| (t.last_verified, time::moment(tag, health.checked_at))),
        ]
    };
    known
        .into_iter()
        .chain([changed])
        .flatten()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn row((name, value): (&'static str, String)) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// The card; not there while nothing is known.
#[component]
pub fn Credential(
    /// The panel in view.
    crm: Crm,
) -> impl IntoView {
    let (page, t, tag) = (use_page(), text(), use_lang().get_untracked().tag());
    let facts = move || {
        let form = page.draft.form;
        form.with(|form| facts(t, tag, crm, &form.stored_panel(crm)))
    };
    view! {
        <Show when=Signal::derive(move || !facts().is_empty())>
            <section class="card" aria-labelledby="credential-heading">
                <div class="body">
                    <h2 id="credential-heading">{t.credential}</h2>
                    <dl class="facts">
                        <Dynamic view=move || facts().into_iter().map(row).collect_view() />
                    </dl>
                </div>
            </section>
        </Show>
    }
}
