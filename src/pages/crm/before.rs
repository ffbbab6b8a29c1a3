//! "Before you start", from the help page: what has to be there before the panel is filled in.

use domain::{Crm, Status, status};
use leptos::prelude::*;

use super::use_state;
use crate::i18n::text;

/// Microsoft's page on application users, licences and roles.
const MICROSOFT: &str = "https://learn.microsoft.com/power-platform/admin/manage-application-users";

/// The foldable note; open while the connection is not set up.
#[component]
pub fn Before(crm: Crm) -> impl IntoView {
    let (state, t) = (use_state(), text());
    let is_new = state
        .form
        .with_untracked(|form| status(crm, &form.stored_panel(crm)) == Status::NotSetUp);
    let lines: &[&str] = match crm {
        Crm::Kustomer => &[t.before_kustomer_1, t.before_kustomer_2],
        Crm::Dynamics => &[t.before_dynamics_1, t.before_dynamics_2],
        Crm::Zendesk => &[t.before_zendesk_1, t.before_zendesk_2, t.before_zendesk_3],
        Crm::Salesforce => &[
            t.before_salesforce_1,
            t.before_salesforce_2,
            t.before_salesforce_3,
            t.before_salesforce_4,
            t.before_salesforce_5,
        ],
    };
    let link = (crm == Crm::Dynamics)
        .then(|| view! { <li><a href=MICROSOFT target="_blank" rel="noreferrer">{t.before_dynamics_link}</a></li> });
    view! {
        <details class="before" open=is_new>
            <summary>{t.before}</summary>
            <ul class="list">{lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view()} {link}</ul>
        </details>
    }
    .into_any()
}
