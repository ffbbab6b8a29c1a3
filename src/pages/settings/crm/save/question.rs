//! Asked once before a working platform is left for one that is ready.

use domain::Crm;
use leptos::prelude::*;

use super::super::{form::Form, page::use_page};
use crate::{
    i18n::text,
    ui::{Button, Dialog},
};

/// A switch of the agent platform that waits for a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The platform that is left.
    pub old: Crm,
    /// The one that takes over.
    pub new: Crm,
    /// The CRM whose "Save anyway" was pressed.
    pub(super) unverified: Option<Crm>,
}

impl Question {
    /// Whether the new one's boxes will be off, so that its unattributed records go to somebody by
    /// chance. "Save anyway" turns no box on.
    #[must_use]
    pub fn is_random(self, form: &Form) -> bool {
        let (crm, stored) = (self.new, form.stored_panel(self.new));
        let may_turn_on = self.unverified != Some(crm);
        let stays_on = |is_ticked: bool, was: bool| is_ticked && (was || may_turn_on);
        !stays_on(form.shows_default_user(crm), stored.default_user)
            && !stays_on(form.shows_always(crm), stored.always)
    }
}

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

#[cfg(test)]
mod tests {
    use domain::Crm;

    use super::Question;
    use crate::pages::settings::crm::{
        fixtures::{switched_on, verified},
        form::Form,
    };

    const NEW: Crm = Crm::Kustomer;

    fn asked(unverified: Option<Crm>) -> Question {
        Question {
            old: Crm::Zendesk,
            new: NEW,
            unverified,
        }
    }

    #[test]
    fn a_box_that_is_off_is_named_and_one_that_is_ticked_is_believed() {
        let form = Form::new(verified(NEW));
        assert!(asked(None).is_random(&form));
        assert!(!asked(None).is_random(&form.toggling(NEW)));
    }

    #[test]
    fn save_anyway_turns_no_box_on_so_it_promises_none() {
        let ticked = Form::new(verified(NEW)).toggling(NEW);
        assert!(asked(Some(NEW)).is_random(&ticked));
        assert!(!asked(Some(Crm::Zendesk)).is_random(&ticked), "of another");
        let was_on = Form::new(switched_on(verified(NEW)));
        assert!(!asked(Some(NEW)).is_random(&was_on), "it stays on");
    }
}
