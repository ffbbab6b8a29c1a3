//! Asked before a dirty draft is left: Save, Discard or Stay.

use leptos::prelude::*;

use super::use_state;
use crate::{i18n::text, route::use_router, ui::Dialog};

/// The question.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let (state, router, t) = (use_state(), use_router(), text());
    let stay = Callback::new(move |()| router.pending.set(None));
    // After "Save" the move goes on as soon as nothing is unsaved, and is dropped if something stays so.
    let saving = RwSignal::new(false);
    Effect::new(move || {
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
                <button type="button" class="btn quiet" on:click=move |_| stay.run(())>{t.stay}</button>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        state.discard();
                        router.proceed();
                    }
                >
                    {t.discard}
                </button>
                <button
                    type="button"
                    class="btn primary"
                    on:click=move |_| {
                        state.save();
                        saving.set(true);
                    }
                >
                    {t.save}
                </button>
            </div>
        </Dialog>
    }
}
