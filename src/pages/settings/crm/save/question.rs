//! Asked once before a working platform is left for one that is ready.

use leptos::prelude::*;

use super::super::page::use_page;
use crate::{
    i18n::text,
    ui::{Button, Dialog},
};

/// The question: both names, and what becomes of new records.
#[component]
pub fn SwitchQuestion() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let question = page.save.question;
    let names = move || {
        question.get().map_or(("", ""), |question| {
            (question.old.name(), question.new.name())
        })
    };
    let is_random = move || {
        let form = page.draft.form;
        question
            .get()
            .is_some_and(|question| form.with(|form| question.is_random(form)))
    };
    let hint = move || {
        let (old, new) = names();
        if is_random() {
            t.switch_hint_random(new, old)
        } else {
            t.switch_hint(new, old)
        }
    };
    let close = Callback::new(move |()| question.set(None));
    view! {
        <Dialog
            id="switch"
            open=Signal::derive(move || question.with(Option::is_some))
            title=Signal::derive(move || {
                let (old, new) = names();
                t.switch_title(new, old)
            })
            on_close=close
        >
            <p>{Signal::derive(hint)}</p>
            <div class="row end">
                <Button class="btn quiet" autofocus=true on_press=close>
                    {t.cancel}
                </Button>
                <Button class="btn primary" on_press=move |()| page.save.agree()>
                    {t.switch_yes}
                </Button>
            </div>
        </Dialog>
    }
}
