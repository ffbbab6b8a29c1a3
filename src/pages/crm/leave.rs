//! Asked before a dirty draft is left: Save, Discard or Stay.

use leptos::prelude::*;

use super::use_state;
use crate::{
    i18n::text,
    route::use_router,
    ui::{Dialog, button, effect},
};

/// The question.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let (state, router, t) = (use_state(), use_router(), text());
    let stay = Callback::new(move |()| router.pending.set(None));
    // After "Save" the move goes on as soon as nothing is unsaved, and is dropped if something stays so.
    let saving = RwSignal::new(false);
    effect(move || {
        let is_asking = state.switching.with(Option::is_some);
        if saving.get() && !is_asking && state.saving.with(Option::is_none) {
            saving.set(false);
            let is_clean = state.form.with_untracked(|form| form.changes().is_empty());
            if is_clean {
                router.proceed();
            } else {
                router.pending.set(None);
            }
        }
    });
    view! {
        <Dialog
            id="leave"
            open=Signal::derive(move || router.pending.with(Option::is_some) && !saving.get())
            title=t.leave_title.to_owned()
            on_close=stay
        >
            <p>{t.leave_hint}</p>
            <div class="row end">
                {button("btn quiet", t.stay, Box::new(move || stay.run(())))}
                {button("btn", t.discard, Box::new(move || {
                    state.discard();
                    router.proceed();
                }))}
                {button("btn primary", t.save, Box::new(move || {
                    state.save();
                    saving.set(true);
                }))}
            </div>
        </Dialog>
    }
}
