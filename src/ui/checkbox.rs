//! A checkbox that can be unavailable and still be reached and read.

use leptos::prelude::*;

/// A checkbox. Unavailable it stays in the tab order, says so, and ignores clicks and space.
#[component]
pub fn Checkbox(
    /// The input's id.
    id: &'static str,
    /// The caption.
    #[prop(into)]
    label: Oco<'static, str>,
    /// Whether it shows a tick.
    #[prop(into)]
    checked: Signal<bool>,
    /// Whether it cannot be changed.
    #[prop(into)]
    unavailable: Signal<bool>,
    /// The id of the text that explains it.
    described_by: &'static str,
    /// Called when it is to change.
    on_toggle: Callback<()>,
    /// What stands under the caption.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="check" class:off=unavailable>
            <input
                id=id
                type="checkbox"
                aria-describedby=described_by
                aria-disabled=move || unavailable.get().then_some("true")
                prop:checked=checked
                // The browser flips the tick before it asks; only the signal may decide what is shown.
                on:click=move |event| {
                    if unavailable.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=move |_| on_toggle.run(())
            />
            <label for=id>{label}</label>
            <div id=described_by class="check-text">{children()}</div>
        </div>
    }
}
