//! Which page is shown at which path.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::{FlatRoutes, Redirect, Route},
    hooks::use_location,
    path,
};

use crate::{
    pages::{
        monitor::activity::ActivityPage,
        not_found::NotFound,
        settings::{crm::CrmPage, operations::OperationsPage},
    },
    paths,
};

/// The pages. What no route names is a parent of one of them, which leads to it, or nothing: routes of
/// their own for the parents cost half a kilobyte each.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=Elsewhere>
            <Route path=path!("/monitor/activity") view=ActivityPage />
            <Route path=path!("/settings/developer/crm") view=CrmPage />
            <Route path=path!("/settings/operations/general") view=OperationsPage />
        </FlatRoutes>
    }
}

#[component]
fn Elsewhere() -> impl IntoView {
    let location = use_location();
    let Some(page) = paths::from_parent(&location.pathname.get_untracked()) else {
        return view! { <NotFound /> }.into_any();
    };
    // In the same entry of the history, and with the fragment.
    let options = NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    };
    let hash = location.hash.get_untracked();
    view! { <Redirect path=format!("{page}{hash}") options /> }.into_any()
}
