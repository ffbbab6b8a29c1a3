//! Developer Settings: the frame of its pages, with a tab for each.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{i18n::text, paths};

/// Heading and tabs around a page.
#[component]
pub fn DeveloperSettings(
    /// The page.
    children: Children,
) -> impl IntoView {
    let t = text();
    view! {
        <p class="crumb">{t.settings}</p>
        <h1>{t.developer_settings}</h1>
        <Tabs />
        {children()}
    }
}

/// The tabs.
#[component]
fn Tabs() -> impl IntoView {
    let t = text();
    view! {
        <nav class="tabs" aria-label=t.developer_settings>
            <A href=paths::CRM>{t.crm}</A>
        </nav>
    }
}
