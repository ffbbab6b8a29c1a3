//! Asked before a dirty draft is left: Save, Discard or Stay.

use leptos::prelude::*;

use crate::{
    i18n::text,
    leave_guard::{use_leave_guard, use_proceed},
    ui::{Button, Dialog, effect},
};

/// The question.
#[component]
pub fn LeaveQuestion(
    /// Whether a save is under way, or waits for an answer of its own.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// Whether all of the draft has been saved, with nothing left to hear of.
    is_done: Callback<(), bool>,
    /// Called to save.
    on_save: Callback<()>,
    /// Called to go back to what is saved.
    on_discard: Callback<()>,
) -> impl IntoView {
    let (guard, proceed, t) = (use_leave_guard(), use_proceed(), text());
    let stay = Callback::new(move |()| guard.stay());
    // After "Save" the move goes on as soon as all of it is saved, and is dropped if anything was
    // refused or kept: that has to be heard of.
    let is_saving = RwSignal::new(false);
    let go_on = proceed.clone();
    effect(move || {
        if is_saving.get() && !is_busy.get() {
            is_saving.set(false);
            if is_done.run(()) {
                go_on();
            } else {
                guard.stay();
            }
        }
    });
    let discard = move |()| {
        on_discard.run(());
        proceed();
    };
    let save = move |()| {
        on_save.run(());
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
