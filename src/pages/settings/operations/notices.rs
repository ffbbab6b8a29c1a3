//! The bar, the last message, and the choice after somebody else's save.

use domain::{CreationOption, Crm, RecordCreation};
use leptos::prelude::*;

use super::{choices::caption, form::Form, state::use_operations};
use crate::{
    i18n::{Text, text},
    saving::{self, Row},
    ui::Dynamic,
    words,
};

/// The bar and the message above it.
#[component]
pub fn Bar() -> impl IntoView {
    let (operations, t) = (use_operations(), text());
    let is_dirty = operations.is_dirty;
    let names = Signal::derive(move || {
        operations.form.with(|form| {
            let form = form.iter();
            form.flat_map(|form| {
                form.changes()
                    .into_iter()
                    .map(|it| caption(t, form.platform(), it))
            })
            .collect::<Vec<_>>()
        })
    });
    view! {
        <saving::Toast
            words=operations.told
            is_dirty
            can_undo=Signal::derive(move || operations.discarded.with(Option::is_some))
            on_undo=Callback::new(move |()| operations.undo())
            on_dismiss=Callback::new(move |()| operations.told.set(None))
        />
        <saving::Bar
            is_dirty
            names
            is_saving=Signal::derive(move || operations.sent.with(Option::is_some))
            save=Signal::derive(move || t.save_general)
            on_discard=Callback::new(move |()| operations.discard())
        />
    }
}

/// The choice.
#[component]
pub fn Conflict() -> impl IntoView {
    let (operations, t) = (use_operations(), text());
    let view = move || {
        let (theirs, version) = operations.conflict.get()?;
        let rows = move || {
            operations.form.with(|form| {
                let form = form.as_ref();
                form.map(|form| rows(t, form, theirs, version))
                    .unwrap_or_default()
            })
        };
        Some(view! {
            <saving::Conflict
                hint=t.conflict_kept.to_owned()
                rows=Signal::derive(rows)
                on_choose=Callback::new(move |keep_mine| operations.resolve(keep_mine))
            />
        })
    };
    view! { <Dynamic view /> }
}

fn rows(t: &Text, form: &Form, theirs: RecordCreation, version: i64) -> Vec<Row> {
    let crm: Option<Crm> = form.platform();
    let mine = form.over(theirs, version, crm);
    let row = |option| {
        [
            caption(t, crm, option),
            value(t, &mine.wanted(), option),
            value(t, &mine.stored(), option),
        ]
    };
    mine.changes().into_iter().map(row).collect()
}

/// "On", "Off", or the number of messages.
fn value(t: &Text, creation: &RecordCreation, option: CreationOption) -> String {
    match option {
        CreationOption::DelayChats if creation.chat_messages > 0 => {
            creation.chat_messages.to_string()
        }
        option => words::on_off(t, creation.is_on(option)),
    }
}
