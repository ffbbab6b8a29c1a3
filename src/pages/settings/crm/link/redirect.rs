//! The redirect URI to register in the connected app, to be copied and not to be typed.

use leptos::{html, prelude::*, task::spawn_local};

use crate::{i18n::text, server::About, ui::live};

/// The address and its Copy button.
#[component]
pub fn RedirectUri() -> impl IntoView {
    let (about, t) = (expect_context::<About>(), text());
    let node = NodeRef::<html::Input>::new();
    let by_hand = move || {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
            input.select();
        }
        live::say(t.copy_by_hand);
    };
    let copy = move |_| {
        // Outside a secure context there is no clipboard at all.
        if !window().is_secure_context() {
            by_hand();
            return;
        }
        let uri = untrack(move || about.redirect_uri());
        let written = window().navigator().clipboard().write_text(&uri);
        spawn_local(async move {
            match written.await {
                Ok(_) => live::say(t.copied),
                Err(_) => by_hand(),
            }
        });
    };
    view! {
        <div class="field">
            <label for="redirect-uri">{t.redirect_uri}</label>
            <span class="hint" id="redirect-uri-hint">{t.redirect_uri_hint}</span>
            <div class="input">
                <input
                    id="redirect-uri"
                    type="text"
                    readonly=true
                    aria-describedby="redirect-uri-hint"
                    node_ref=node
                    prop:value=move || about.redirect_uri()
                />
                <button type="button" class="affix reveal" aria-label=t.copy_what(t.redirect_uri) on:click=copy>
                    {t.copy}
                </button>
            </div>
        </div>
    }
}
