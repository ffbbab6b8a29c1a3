//! What did not arrive, with Retry.

use leptos::prelude::*;

use crate::{i18n::text, ui::Button};

/// Says what failed and why.
#[component]
pub fn Failed(
    /// What failed.
    title: &'static str,
    /// Why.
    why: String,
    /// Asks again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let t = text();
    view! {
        <div class="note bad" role="alert">
            <b>{title}</b>
            <span>{why}</span>
            <p>
                <Button class="btn small" on_press=on_retry>
                    {t.retry}
                </Button>
            </p>
        </div>
    }
}
