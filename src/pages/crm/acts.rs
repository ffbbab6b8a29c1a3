//! What is done with the server: load, save, test. Each act changes the state and says what it came to.

use std::collections::BTreeMap;

use domain::{
    Check, Crm, PanelDraft, Wanted, status,
    wire::{Saved, Tested},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Form, Load, State, state::Test, told};
use crate::{api, i18n::Text, ui::live};

impl State {
    /// Loads the settings.
    pub fn load(self) {
        self.load.set(Load::Loading);
        spawn_local(async move {
            match api::settings().await {
                // A second answer must not wipe what is being typed over the first.
                _ if self.load.get_untracked() == Load::Ready => {}
                Ok(settings) => self.show(Form::new(settings)),
                Err(error) => self.load.set(Load::Failed(error)),
            }
        });
    }

    /// Saves, after asking where a working platform would be left.
    pub fn save(self) {
        self.begin(None);
    }

    /// Saves, this CRM's tuple even if the CRM's answer proves nothing.
    pub fn save_anyway(self, crm: Crm) {
        self.begin(Some(crm));
    }

    fn begin(self, unverified: Option<Crm>) {
        if self.saving.with_untracked(Option::is_some)
            || self.form.with_untracked(|form| form.changes().is_empty())
        {
            return;
        }
        let leaves = self.form.with_untracked(|form| {
            let (old, new) = (form.stored().agent_platform?, form.platform()?);
            let works = status(old, &form.stored_panel(old)).works();
            (old != new && works).then_some((old, new))
        });
        match leaves {
            Some(leaves) => self.switching.set(Some(leaves)),
            None => self.save_now(unverified),
        }
    }

    /// Saves without asking; of `unverified` also what that CRM could not confirm.
    pub fn save_now(self, unverified: Option<Crm>) {
        self.switching.set(None);
        let sent = self.form.get_untracked();
        let (version, draft) = (sent.stored().version, sent.draft(unverified));
        self.clear();
        self.saving.set(Some(sent.clone()));
        let t = self.text();
        live::say(t.saving);
        spawn_local(async move {
            let answer = api::save(version, &draft).await;
            self.saving.set(None);
            match answer {
                Ok(saved) => self.settle(t, &sent, saved),
                Err(api::Error::Conflict(current)) => self.conflict.set(Some(*current)),
                Err(api::Error::Invalid(problems)) => {
                    self.problems.set(problems);
                    self.failure.set(Some(api::Error::Invalid(Vec::new())));
                }
                Err(error) => {
                    live::say(&told::failure(t, &error));
                    self.failure.set(Some(error));
                }
            }
        });
    }

    fn settle(self, t: &Text, sent: &Form, saved: Saved) {
        let words = told::saved(t, sent, &saved);
        self.form.update(|form| *form = form.rebased(sent, &saved));
        self.problems.set(
            saved
                .report
                .panels
                .values()
                .flat_map(|panel| panel.problems.clone())
                .collect(),
        );
        self.reports.set(saved.report.panels);
        self.tests.update(BTreeMap::clear);
        self.tell(words);
    }

    /// Ends a conflict.
    pub fn resolve(self, keep_mine: bool) {
        let Some(current) = self.conflict.try_update(Option::take).flatten() else {
            return;
        };
        self.clear();
        let t = self.text();
        if keep_mine {
            self.form.update(|form| *form = form.over(current));
            self.tell(t.kept_mine.to_owned());
        } else {
            self.form.set(Form::new(current));
            self.tell(t.used_theirs.to_owned());
        }
    }

    /// Asks the CRM about the panel as it stands.
    pub fn test(self, crm: Crm) {
        let of = self.form.with_untracked(|form| form.wanted(crm).clone());
        let draft = PanelDraft::from(of.clone());
        self.note_test(crm, of.clone(), None);
        let t = self.text();
        live::say(&t.testing(crm.name()));
        spawn_local(async move {
            let answer = api::test(crm, &draft).await;
            let result = answer.clone().map(|tested| tested.check);
            live::say(&told::test(t, crm, &result));
            // An answer that a save or a newer test has overtaken is nobody's any more.
            let is_awaited = self.tests.with_untracked(|tests| {
                tests
                    .get(&crm)
                    .is_some_and(|test| test.of == of && test.result.is_none())
            });
            if is_awaited {
                if let Ok(Tested {
                    noted: Some(health),
                    ..
                }) = answer
                {
                    self.form.update(|form| form.note_health(crm, health));
                }
                self.note_test(crm, of, Some(result));
            }
        });
    }

    fn note_test(self, crm: Crm, of: Wanted, result: Option<Result<Check, api::Error>>) {
        self.tests.update(|tests| {
            tests.insert(crm, Test { of, result });
        });
    }
}
