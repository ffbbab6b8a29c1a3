//! Providers and the shell around every page.

use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::{
    api,
    i18n::{Lang, use_lang},
    pages::{
        crm::{CrmPage, State, health},
        not_found::NotFound,
    },
    preferences,
    route::{CRM_PATH, Page, Router, use_router},
    ui::{effect, live, nothing, part},
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
    let lang = RwSignal::new(preferences::lang());
    provide_context(lang);
    let state = State::new(lang);
    provide_context(state);
    let router = Router::new();
    provide_context(router);
    let sandbox = RwSignal::new(false);
    spawn_local(async move {
        if let Ok(about) = api::about().await {
            sandbox.set(about.sandbox);
            state.redirect_uri.set(Some(about.redirect_uri));
        }
    });
    health::watch(state);
    effect(move || {
        let t = lang.get().text();
        document().set_title(match router.page.get() {
            Page::Crm => t.title,
            Page::NotFound => t.title_not_found,
        });
    });
    view! {
        <a class="skip" href="#main">{move || lang.get().text().skip}</a>
        <div class="shell">
            <Side />
            <main id="main" tabindex="-1">
                <Top sandbox />
                {part(move || {
                    // Built anew on a change of language: see `i18n`.
                    lang.track();
                    view! { <health::Banner /> }.into_any()
                })}
                {part(move || {
                    lang.track();
                    match router.page.get() {
                        Page::Crm => view! { <CrmPage /> }.into_any(),
                        Page::NotFound => view! { <NotFound /> }.into_any(),
                    }
                })}
            </main>
        </div>
        <live::Region />
    }
}

/// The menu: it lists only what exists.
#[component]
fn Side() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let t = move || lang.get().text();
    let is_here = move || (router.page.get() == Page::Crm).then_some("page");
    let node = NodeRef::<html::Aside>::new();
    // On narrow screens the menu is a popover; following a link closes it.
    let close = move |_| {
        if let Some(side) = node.get_untracked() {
            let _ = side.unchecked_ref::<web_sys::HtmlElement>().hide_popover();
        }
    };
    view! {
        <aside class="side" id="side" popover="auto" node_ref=node>
            <div class="stick">
            <div class="brand"><i aria-hidden="true">"P"</i> {move || t().brand}</div>
            <nav aria-label=move || t().menu on:click=close>
                <h2>{move || t().settings}</h2>
                <ul>
                    <li><a href=CRM_PATH aria-current=is_here>{move || t().developer_settings}</a></li>
                </ul>
            </nav>
            </div>
        </aside>
    }
    .into_any()
}

/// Menu button, theme and language, and whether the CRMs are imitated ones.
#[component]
fn Top(sandbox: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let t = move || lang.get().text();
    let theme = RwSignal::new(preferences::theme());
    let theme_name = move || match theme.get() {
        preferences::Theme::System => t().theme(t().theme_system),
        preferences::Theme::Light => t().theme(t().theme_light),
        preferences::Theme::Dark => t().theme(t().theme_dark),
    };
    let choose = move |chosen: Lang| {
        preferences::set_lang(chosen);
        lang.set(chosen);
    };
    let button = move |chosen: Lang, name: &'static str| {
        view! {
            <button
                type="button"
                lang=chosen.tag()
                aria-pressed=move || if lang.get() == chosen { "true" } else { "false" }
                on:click=move |_| choose(chosen)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="top">
            <button type="button" class="btn small menu" popovertarget="side">
                <span aria-hidden="true">"☰ "</span>
                {move || t().menu}
            </button>
            {part(move || if sandbox.get() {
                view! { <span class="chip warn" title=t().sandbox_hint>{t().sandbox_on}</span> }.into_any()
            } else {
                nothing()
            })}
            <button
                type="button"
                class="btn small theme"
                aria-label=theme_name
                title=theme_name
                on:click=move |_| {
                    theme.update(|theme| *theme = theme.next());
                    preferences::set_theme(theme.get_untracked());
                }
            >
                <span aria-hidden="true">"◐"</span>
            </button>
            <div class="lang" role="group" aria-label=move || t().language>
                {button(Lang::En, "EN")} {button(Lang::Fr, "FR")}
            </div>
        </div>
    }
    .into_any()
}
