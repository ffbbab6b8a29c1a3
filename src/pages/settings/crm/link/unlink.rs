//! Asked before an administrator is unlinked: it names what that does.

use domain::Crm;
use leptos::prelude::*;

use super::super::{form::Effect, page::use_page};
use crate::{
    i18n::{Text, text},
    ui::{Button, Dialog, Show},
};

/// The question.
#[component]
pub fn UnlinkQuestion() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let (asked, form) = (page.links.asked, page.draft.form);
    let id = move || asked.get().unwrap_or_default();
    let close = Callback::new(move |()| asked.set(None));
    let effect = move || words(t, &form.with(|form| form.unlink_effect(&id())));
    let strands = move || form.with(|form| form.unlink_strands(&id()));
    view! {
        <Dialog
            id="unlink"
            open=Signal::derive(move || asked.with(Option::is_some))
            title=Signal::derive(move || t.unlink_title(&form.with(|form| form.admin_name(&id()))))
            on_close=close
        >
            <p>{Signal::derive(effect)}</p>
            <Show when=Signal::derive(strands)>
                <p>{t.strands(Crm::Salesforce.name())}</p>
            </Show>
            <p>{t.unlink_hint}</p>
            <div class="row end">
                <Button class="btn quiet" autofocus=true on_press=close>
                    {t.cancel}
                </Button>
                <Button class="btn primary" on_press=move |()| page.links.unlink()>
                    {t.unlink}
                </Button>
            </div>
        </Dialog>
    }
}

/// What unlinking does, in a sentence.
fn words(t: &Text, effect: &Effect) -> String {
    match effect {
        Effect::Unticks => t.unlink_unticks.to_owned(),
        Effect::NobodyLeft => t.unlink_nobody_left.to_owned(),
        Effect::Next(who) => t.unlink_next(who),
        Effect::Stays(who) => t.unlink_stays(who),
        Effect::NobodyWorks => t.unlink_nobody_works.to_owned(),
    }
}
