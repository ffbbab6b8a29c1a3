//! Leptos' own ways to show something now and then, in a form that all callers share.
//!
//! Each closure that `view!` or Leptos' `Show` is handed is a type of its own and brings a copy of the
//! framework's code, one to two kilobytes each, 7 in all. A signal and a [`ViewFn`] are the same type
//! everywhere.

use leptos::{control_flow, prelude::*};

/// Leptos' `Show` over a signal.
#[component]
pub fn Show(
    /// Whether the children are shown.
    #[prop(into)]
    when: Signal<bool>,
    /// Shown instead.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <control_flow::Show when=move || when.get() fallback>
            {children()}
        </control_flow::Show>
    }
}

/// A part of a view that is built anew when what it reads changes.
#[component]
pub fn Dynamic(
    /// Builds it.
    #[prop(into)]
    view: ViewFn,
) -> impl IntoView {
    move || view.run()
}
