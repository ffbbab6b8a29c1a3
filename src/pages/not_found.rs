//! Nothing at this address.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{i18n::use_lang, paths};

/// The page that says so and leads on.
#[component]
pub fn NotFound() -> impl IntoView {
    let lang = use_lang();
    let t = move || lang.get().text();
    view! {
        <h1>{Signal::derive(move || t().not_found)}</h1>
        <p class="lead">{Signal::derive(move || t().not_found_hint)}</p>
        <p>
            <A href=paths::CRM>{Signal::derive(move || t().to_crm)}</A>
        </p>
    }
}
