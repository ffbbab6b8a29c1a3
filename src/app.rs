//! Providers, and the shell around every page.

use leptos::prelude::*;
use leptos_router::{components::Router, hooks::use_location};

use crate::{
    connections::{Banner, Connections},
    i18n::use_lang,
    leave_guard::LeaveGuard,
    pages::{
        monitor::activity::Feed,
        settings::{crm::Page, operations::Operations},
    },
    paths, preferences,
    routes::Pages,
    server::About,
    shell::{Side, Top},
    ui::{Dynamic, effect, live},
};

/// Mounts the application and takes the static outline away.
pub fn mount() {
    mount_to_body(App);
    if let Some(outline) = document().get_element_by_id("outline") {
        outline.remove();
    }
}

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_context(RwSignal::new(preferences::lang()));
    provide_context(About::ask());
    let connections = Connections::unknown();
    connections.watch();
    provide_context(connections);
    // They outlive the views, which are built anew on a change of language.
    provide_context(Page::new(connections));
    provide_context(Operations::new(connections));
    provide_context(Feed::new());
    // Before the router, whose listeners it has to come before.
    provide_context(LeaveGuard::new());
    view! {
        <Router>
            <Shell />
        </Router>
    }
}

#[component]
fn Shell() -> impl IntoView {
    let (lang, guard) = (use_lang(), expect_context::<LeaveGuard>());
    let path = use_location().pathname;
    effect(move || {
        let t = lang.get().text();
        document().set_title(match path.get().as_str() {
            paths::ACTIVITY => t.title_activity,
            paths::CRM => t.title,
            paths::OPERATIONS => t.title_operations,
            _ => t.title_not_found,
        });
    });
    effect(move || guard.shows(path.get()));
    view! {
        // The browser's own business: the router would only change the address.
        <a class="skip" href="#main" rel="external">
            {Signal::derive(move || lang.get().text().skip)}
        </a>
        <div class="shell">
            <Side />
            <main id="main" tabindex="-1">
                <Top />
                // Built anew on a change of language: see `i18n`.
                <Dynamic view=move || {
                    lang.track();
                    view! { <Banner /> }
                } />
                <Pages />
            </main>
        </div>
        <live::Region />
    }
}
