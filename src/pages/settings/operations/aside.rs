//! What the draft comes to, beside it: "Who would own it?" for the CRM the agents work in.

use domain::Crm;
use leptos::prelude::*;
use leptos_router::components::A;

use super::state::use_operations;
use crate::{i18n::text, pages::settings::crm::Owners, paths};

/// The card.
#[component]
pub fn Aside(
    /// The CRM the agents work in; without one nobody can tell.
    crm: Option<Crm>,
) -> impl IntoView {
    let (operations, t) = (use_operations(), text());
    crm.map(|crm| {
        view! {
            <div class="aside">
                <section class="card" aria-labelledby="owners-heading">
                    <div class="body">
                        <Owners crm creation=Signal::derive(move || operations.wanted()) />
                        <p>
                            <A href=format!("{}#{}", paths::CRM, crm.key())>{t.default_user_here}</A>
                        </p>
                    </div>
                </section>
            </div>
        }
    })
}
