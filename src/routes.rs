//! Which page is shown at which path.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::{FlatRoutes, Redirect, Route},
    hooks::use_location,
    path,
};

use crate::{
    pages::{not_found::NotFound, settings::crm::CrmPage},
    paths,
};

/// The pages. What no route names is a parent of the only page of settings, which leads to it, or
/// nothing: routes of their own for the three parents cost 1.6 kB.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=Elsewhere>
            <Route path=path!("/settings/developer/crm") view=CrmPage />
        </FlatRoutes>
    }
}

#[component]
fn Elsewhere() -> impl IntoView {
    let location = use_location();
    let path = location.pathname.get_untracked();
    if !paths::lead_to_crm(&path) {
        return view! { <NotFound /> }.into_any();
    }
    // In the same entry of the history, and with the fragment.
    let options = NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    };
    let hash = location.hash.get_untracked();
    view! { <Redirect path=format!("{}{hash}", paths::CRM) options /> }.into_any()
}
