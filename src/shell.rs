//! What stands around every page: the menu, and the switches for theme and language.

use leptos::{html, prelude::*};
use leptos_router::components::A;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    i18n::{Lang, use_lang},
    paths, preferences,
    preferences::Theme,
    server::About,
    ui::Show,
};

/// The menu: it lists only what exists.
#[component]
pub fn Side() -> impl IntoView {
    let lang = use_lang();
    let t = move || lang.get().text();
    let node = NodeRef::<html::Aside>::new();
    // On narrow screens the menu is a popover; following a link closes it.
    let close = move |_| {
        if let Some(side) = node.get_untracked() {
            let _ = side.unchecked_ref::<HtmlElement>().hide_popover();
        }
    };
    view! {
        <aside class="side" id="side" popover="auto" node_ref=node>
            <div class="stick">
                <div class="brand">
                    <i aria-hidden="true">"P"</i>
                    " "
                    {Signal::derive(move || t().brand)}
                </div>
                <nav aria-label=move || t().menu on:click=close>
                    <h2>{Signal::derive(move || t().monitor)}</h2>
                    <ul>
                        <li>
                            <A href=paths::ACTIVITY>{Signal::derive(move || t().activity)}</A>
                        </li>
                    </ul>
                    <h2>{Signal::derive(move || t().settings)}</h2>
                    <ul>
                        <li>
                            <A href=paths::OPERATIONS>
                                {Signal::derive(move || t().operation_management)}
                            </A>
                        </li>
                        <li>
                            <A href=paths::CRM>{Signal::derive(move || t().developer_settings)}</A>
                        </li>
                    </ul>
                </nav>
            </div>
        </aside>
    }
}

/// Menu button, theme and language, and whether the CRMs are imitated ones.
#[component]
pub fn Top() -> impl IntoView {
    let (lang, about) = (use_lang(), expect_context::<About>());
    let t = move || lang.get().text();
    view! {
        <div class="top">
            <button type="button" class="btn small menu" popovertarget="side">
                <span aria-hidden="true">"☰ "</span>
                {Signal::derive(move || t().menu)}
            </button>
            <Show when=Signal::derive(move || about.is_sandbox())>
                <span class="chip warn" title=move || t().sandbox_hint>
                    {Signal::derive(move || t().sandbox_on)}
                </span>
            </Show>
            <ThemeSwitch />
            <div class="lang" role="group" aria-label=move || t().language>
                <LangButton of=Lang::En name="EN" />
                <LangButton of=Lang::Fr name="FR" />
            </div>
        </div>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let lang = use_lang();
    let theme = RwSignal::new(preferences::theme());
    let name = move || {
        let t = lang.get().text();
        t.theme(match theme.get() {
            Theme::System => t.theme_system,
            Theme::Light => t.theme_light,
            Theme::Dark => t.theme_dark,
        })
    };
    let next = move |_| {
        theme.update(|theme| *theme = theme.next());
        preferences::set_theme(theme.get_untracked());
    };
    view! {
        <button type="button" class="btn small theme" aria-label=name title=name on:click=next>
            <span aria-hidden="true">"◐"</span>
        </button>
    }
}

#[component]
fn LangButton(
    /// The language it chooses.
    of: Lang,
    /// Its name on the button.
    name: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let choose = move |_| {
        preferences::set_lang(of);
        lang.set(of);
    };
    view! {
        <button
            type="button"
            lang=of.tag()
            aria-pressed=move || if lang.get() == of { "true" } else { "false" }
            on:click=choose
        >
            {name}
        </button>
    }
}
