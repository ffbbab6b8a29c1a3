//! The bar, there only while something is unsaved: it names it, and saves or discards it.

use leptos::prelude::*;

use crate::{
    i18n::text,
    ui::{Button, Show, effect_after, rest_focus},
};

/// The bar. Its button submits the form it stands in.
#[component]
pub fn Bar(
    /// Whether anything is unsaved.
    is_dirty: Memo<bool>,
    /// What is unsaved, by its captions.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// Whether a save is under way.
    #[prop(into)]
    is_saving: Signal<bool>,
    /// What the button that saves says.
    #[prop(into)]
    save: Signal<&'static str>,
    /// Called to go back to what is saved.
    on_discard: Callback<()>,
) -> impl IntoView {
    let t = text();
    // The bar takes its buttons along: whoever pressed one is put back to the page.
    effect_after(move |was_dirty| {
        if was_dirty == Some(true) && !is_dirty.get() {
            request_animation_frame(rest_focus);
        }
        is_dirty.get()
    });
    let count = move || match names.with(Vec::len) {
        1 => t.unsaved_one.to_owned(),
        n => t.unsaved_many(&n.to_string()),
    };
    let words = move || {
        if is_saving.get() {
            t.saving
        } else {
            save.get()
        }
    };
    view! {
        <Show when=is_dirty>
            <div class="savebar" role="region" aria-label=t.unsaved>
                <p>
                    <b>{Signal::derive(count)}</b>
                    " "
                    {Signal::derive(move || names.with(|names| names.join(", ")))}
                </p>
                <div class="row">
                    <Button class="btn quiet" on_press=on_discard>
                        {t.discard}
                    </Button>
                    <button
                        type="submit"
                        class="btn primary"
                        aria-disabled=move || is_saving.get().then_some("true")
                    >
                        {Signal::derive(words)}
                    </button>
                </div>
            </div>
        </Show>
    }
}
