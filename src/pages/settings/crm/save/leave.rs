//! Asked before a dirty draft is left: Save, Discard or Stay.

use leptos::prelude::*;

use super::super::page::use_page;
use crate::{
    i18n::text,
    leave_guard::{use_leave_guard, use_proceed},
    ui::{Button, Dialog, effect},
};

/// The question.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let (page, guard, proceed, t) = (use_page(), use_leave_guard(), use_proceed(), text());
    let stay = Callback::new(move |()| guard.stay());
    // After "Save" the move goes on as soon as all of it is saved, and is dropped if anything was
    // refused or kept: that has to be heard of.
    let is_saving = RwSignal::new(false);
    let go_on = proceed.clone();
    effect(move || {
        let is_asking = page.save.question.with(Option::is_some);
        if is_saving.get() && !is_asking && page.save.sent.with(Option::is_none) {
            is_saving.set(false);
            if page.save.is_done() {
                go_on();
            } else {
                guard.stay();
            }
        }
    });
    let discard = move |()| {
        page.save.discard();
        proceed();
    };
    let save = move |()| {
        page.save.begin();
        is_saving.set(true);
    };
    view! {
        <Dialog
            id="leave"
            open=Signal::derive(move || guard.pending.with(Option::is_some) && !is_saving.get())
            title=t.leave_title.to_owned()
            on_close=stay
        >
            <p>{t.leave_hint}</p>
            <div class="row end">
                <Button class="btn quiet" on_press=stay>
                    {t.stay}
                </Button>
                <Button on_press=discard>{t.leave_discard}</Button>
                <Button class="btn primary" on_press=save>
                    {t.save}
                </Button>
            </div>
        </Dialog>
    }
}
