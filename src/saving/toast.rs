//! What the last act came to, above the bar.

use leptos::prelude::*;

use crate::{
    i18n::text,
    ui::{Button, Dynamic, Show},
};

/// The message.
#[component]
pub fn Toast(
    /// The words, if there are any to be shown.
    #[prop(into)]
    words: Signal<Option<String>>,
    /// Whether the bar is there, which it stands above.
    is_dirty: Memo<bool>,
    /// Whether what was discarded can be put back.
    #[prop(into)]
    can_undo: Signal<bool>,
    /// Called to put it back.
    on_undo: Callback<()>,
    /// Called to be rid of the message.
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let t = text();
    let view = move || {
        let words = words.get()?;
        Some(view! {
            <div class="toast" class:above=is_dirty>
                <p>{words}</p>
                <Show when=can_undo>
                    <Button class="btn small" on_press=on_undo>
                        {t.undo}
                    </Button>
                </Show>
                <Button class="btn small quiet" on_press=on_dismiss>
                    {t.dismiss}
                </Button>
            </div>
        })
    };
    view! { <Dynamic view /> }
}
