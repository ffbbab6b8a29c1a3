//! Nothing at this address.

use leptos::prelude::*;

use crate::{i18n::text, route::CRM_PATH};

/// The page that says so and leads on.
#[component]
pub fn NotFound() -> impl IntoView {
    let t = text();
    view! {
        <h1>{t.not_found}</h1>
        <p class="lead">{t.not_found_hint}</p>
        <p><a href=CRM_PATH>{t.to_crm}</a></p>
    }
    .into_any()
}
