//! "Before you start", from the help page: what has to be there before the panel is filled in.

use domain::{Crm, Status};
use leptos::prelude::*;

use super::super::page::use_page;
use crate::i18n::text;

/// The foldable list; open while the connection is not set up.
#[component]
pub fn Before(
    /// The panel.
    crm: Crm,
    /// Its items.
    children: Children,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let is_new = form.with_untracked(|form| form.status(crm)) == Status::NotSetUp;
    view! {
        <details class="before" open=is_new>
            <summary>{t.before}</summary>
            <ul class="list">{children()}</ul>
        </details>
    }
}
