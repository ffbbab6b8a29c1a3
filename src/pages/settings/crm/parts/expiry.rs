//! The warning that a secret expires, for the draft as it stands.

use domain::{Crm, expiry};
use leptos::prelude::*;

use super::super::page::use_page;
use crate::{
    i18n::{text, use_lang},
    time,
    ui::{Dynamic, Note, Tone},
    words,
};

/// The warning, from 30 days before.
#[component]
pub fn ExpiryNote(
    /// The panel.
    crm: Crm,
) -> impl IntoView {
    let (page, t, tag) = (use_page(), text(), use_lang().get_untracked().tag());
    let words = Memo::new(move |_| {
        page.draft.clock.track();
        page.draft.form.with(|form| {
            let fields = &form.wanted(crm).fields;
            let due = expiry(fields, time::today())?;
            Some(words::expiry(t, tag, crm, fields, due))
        })
    });
    let view = move || {
        words
            .get()
            .map(|words| view! { <Note tone=Tone::Warn>{words}</Note> })
    };
    view! { <Dynamic view /> }
}
