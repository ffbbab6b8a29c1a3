//! What was typed and went away, by a refusal or by Discard, and can be put back into the draft.

use std::time::Duration;

use domain::{Crm, Settings};
use leptos::prelude::*;

use super::{
    draft::Draft,
    form::{Form, Typed},
};
use crate::ui::rest_focus;

/// How long what was typed and went away can be put back.
const KEPT_FOR: Duration = Duration::from_secs(600);

impl Draft {
    /// Back to the snapshot, or to a newer one; what was typed can be put back.
    pub fn discard(self, newer: Option<Settings>) {
        let typed = self.form.get_untracked();
        self.form
            .update(|form| *form = Form::new(newer.unwrap_or_else(|| form.stored().clone())));
        self.left.update(Vec::clear);
        self.tell(self.text().discarded.to_owned());
        self.keep(Typed {
            form: typed,
            refused: None,
        });
    }

    /// Keeps what a CRM refused, so that it can be put back.
    pub(super) fn keep_refused(self, typed: Form, refused: Vec<Crm>) {
        if !refused.is_empty() {
            self.keep(Typed {
                form: typed,
                refused: Some(refused),
            });
        }
    }

    fn keep(self, typed: Typed) {
        // A secret that was put back keeps the end of its ten minutes.
        let has_older = typed.form.has_restored() || self.form.with_untracked(Form::has_restored);
        self.typed.set(Some(typed));
        if has_older {
            return;
        }
        self.generation.update_value(|count| *count += 1);
        let generation = self.generation.get_value();
        let expire = move || {
            if self.generation.get_value() == generation {
                self.forget();
            }
        };
        set_timeout(expire, KEPT_FOR);
    }

    /// Whether what this CRM refused can be put back.
    #[must_use]
    pub fn can_restore(self, crm: Crm) -> bool {
        self.typed.with(|typed| {
            let refused = typed.as_ref().and_then(|typed| typed.refused.as_ref());
            refused.is_some_and(|refused| refused.contains(&crm))
        })
    }

    /// Puts back what was typed: what one CRM refused, or all that was discarded.
    pub fn restore(self, crm: Option<Crm>) {
        let Some(typed) = self.typed.try_update(Option::take).flatten() else {
            return;
        };
        self.form.update(|form| match crm {
            Some(crm) => form.restore(&typed.form, crm),
            None => form.restore_all(&typed.form),
        });
        self.tell(self.text().restored.to_owned());
        if crm.is_none() {
            // "Undo" goes with its words.
            request_animation_frame(rest_focus);
        }
        if let (Some(crm), Some(mut refused)) = (crm, typed.refused) {
            refused.retain(|other| *other != crm);
            if !refused.is_empty() {
                self.typed.set(Some(Typed {
                    form: typed.form,
                    refused: Some(refused),
                }));
            }
        }
    }

    /// Forgets what could be put back, and the secrets that were: at the next save, on leaving the
    /// page, and after ten minutes.
    pub fn forget(self) {
        self.typed.set(None);
        if self.form.with_untracked(Form::has_restored) {
            self.form.update(Form::forget_restored);
            self.tell(self.text().restored_forgotten.to_owned());
        }
    }
}
