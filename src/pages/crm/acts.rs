//! What is done with the server: load, save, test. Each act changes the state and says what it came to.

use std::collections::BTreeMap;

use domain::{
    Check, CredentialKind, Crm, Draft, Field, Input, PanelDraft, Wanted, status,
    wire::{Problem, Saved, Tested},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Form, Load, State, state::Test, told};
use crate::{api, i18n::Text, ui::live};

impl State {
    /// Loads the settings, unless they are on their way.
    pub fn load(self) {
        if self.is_loading.get_value() {
            return;
        }
        self.is_loading.set_value(true);
        self.load.set(Load::Loading);
        spawn_local(async move {
            let answer = api::settings().await;
            self.is_loading.set_value(false);
            match answer {
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
        let draft = sent.draft(unverified);
        self.send(sent, draft);
    }

    /// Saves the login URL alone; a malformed one is told at its field and goes nowhere.
    pub fn save_login_url(self) {
        if self.saving.with_untracked(Option::is_some) {
            return;
        }
        let crm = Crm::Salesforce;
        let (sent, draft) = self.form.with_untracked(Form::login_url_alone);
        let typed = sent.wanted(crm).fields.get(Field::LoginUrl);
        if domain::parse::canonical(crm, Field::LoginUrl, typed).is_ok() {
            self.send(sent, draft);
        } else {
            let input = Input::Field(Field::LoginUrl);
            self.note_left(crm, input);
            crate::ui::focus(&super::inputs::id(crm, input));
        }
    }

    fn send(self, sent: Form, draft: Draft) {
        let version = sent.stored().version;
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
        self.learned();
        self.form.update(|form| *form = form.rebased(sent, &saved));
        let crm = Crm::Zendesk;
        let was = sent.kind(crm);
        let is_other_kind = self.form.with_untracked(|form| form.kind(crm)) != was;
        let problems = saved.report.panels.values();
        let mut problems: Vec<_> = problems.flat_map(|panel| panel.problems.clone()).collect();
        if is_other_kind {
            at_the_kind(&mut problems, was);
        }
        self.problems.set(problems);
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
        let of = self.form.with_untracked(|form| form.sent(crm));
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
                    self.learned();
                    self.form.update(|form| form.note_health(crm, health));
                }
                self.note_test(crm, of, Some(result));
            }
            if crm.has_links() {
                self.refresh();
            }
        });
    }

    fn note_test(self, crm: Crm, of: Wanted, result: Option<Result<Check, api::Error>>) {
        self.tests.update(|tests| {
            tests.insert(crm, Test { of, result });
        });
    }
}

/// The kind of credential went back to what it was, and took the inputs that were refused with it:
/// what is wrong with them is said at the choice.
fn at_the_kind(problems: &mut Vec<Problem>, was: CredentialKind) {
    let kind = Input::Field(Field::CredentialKind);
    let gone = match was {
        CredentialKind::ApiToken => Field::Email,
        CredentialKind::OAuthClient => Field::ClientId,
    };
    let mut is_said = false;
    problems.retain_mut(|problem| {
        let is_gone = problem.crm == Crm::Zendesk
            && (problem.input == Input::Field(gone) || problem.input == Input::Secret);
        if is_gone {
            problem.input = kind;
        }
        !is_gone || !std::mem::replace(&mut is_said, true)
    });
}
