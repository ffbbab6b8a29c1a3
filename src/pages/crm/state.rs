//! The page's state and what can be done with it; the views only read it and call these.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Check, Crm, Input, PanelDraft, SecretEdit, Settings, Status, Wanted, parse, save::PanelReport,
    status, wire::Problem,
};
use leptos::{prelude::*, task::spawn_local};

use super::{form::Form, told};
use crate::{
    api,
    i18n::{Lang, Text},
    ui::live,
};

/// How far loading has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// Under way.
    Loading,
    /// The form is there.
    Ready,
    /// It failed.
    Failed(api::Error),
}

/// A connection test and what was tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The panel as it was.
    pub of: Wanted,
    /// Its answer, once there is one.
    pub result: Option<Result<Check, api::Error>>,
}

/// Everything the page holds. It outlives the views, which are built anew on a change of language.
#[derive(Clone, Copy)]
pub struct State {
    lang: RwSignal<Lang>,
    /// The draft over its snapshot.
    pub form: RwSignal<Form>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// The panel in view, where it is not the agent platform's.
    pub viewing: RwSignal<Option<Crm>>,
    /// The draft a running save was made of.
    pub saving: RwSignal<Option<Form>>,
    /// Inputs that were left once: only these show what is wrong with them.
    pub left: RwSignal<BTreeSet<(Crm, Input)>>,
    /// What the last save did not accept.
    pub problems: RwSignal<Vec<Problem>>,
    /// What the last save did to each panel.
    pub reports: RwSignal<BTreeMap<Crm, PanelReport>>,
    /// The last test of each panel.
    pub tests: RwSignal<BTreeMap<Crm, Test>>,
    /// Somebody else's newer settings.
    pub conflict: RwSignal<Option<Settings>>,
    /// Why the last save did not happen.
    pub failure: RwSignal<Option<api::Error>>,
    /// The switch that waits for a yes.
    pub switching: RwSignal<Option<(Crm, Crm)>>,
    /// What the last act came to, in words.
    pub told: RwSignal<Option<String>>,
}

impl State {
    /// Nothing loaded yet.
    #[must_use]
    pub fn new(lang: RwSignal<Lang>) -> Self {
        Self {
            lang,
            form: RwSignal::new(Form::new(Settings::default())),
            load: RwSignal::new(Load::Loading),
            viewing: RwSignal::new(None),
            saving: RwSignal::new(None),
            left: RwSignal::default(),
            problems: RwSignal::default(),
            reports: RwSignal::default(),
            tests: RwSignal::default(),
            conflict: RwSignal::new(None),
            failure: RwSignal::new(None),
            switching: RwSignal::new(None),
            told: RwSignal::new(None),
        }
    }

    fn text(self) -> &'static Text {
        self.lang.get_untracked().text()
    }

    /// The panel in view.
    #[must_use]
    pub fn shown(self) -> Option<Crm> {
        self.viewing
            .get()
            .or_else(|| self.form.with(Form::platform))
    }

    /// Loads the settings.
    pub fn load(self) {
        self.load.set(Load::Loading);
        spawn_local(async move {
            match api::settings().await {
                Ok(settings) => self.show(Form::new(settings)),
                Err(error) => self.load.set(Load::Failed(error)),
            }
        });
    }

    /// Shows a form that was made elsewhere.
    pub fn show(self, form: Form) {
        self.form.set(form);
        self.load.set(Load::Ready);
    }

    /// Chooses the agent platform and shows its panel.
    pub fn choose(self, crm: Crm) {
        self.viewing.set(None);
        self.form.update(|form| form.set_platform(crm));
    }

    /// Types into a field; what was said of it is about something else now.
    pub fn set_field(self, crm: Crm, field: domain::Field, typed: String) {
        self.forget(crm, Input::Field(field));
        self.form.update(|form| form.set_field(crm, field, typed));
    }

    /// Edits the secret.
    pub fn set_secret(self, crm: Crm, edit: SecretEdit) {
        self.forget(crm, Input::Secret);
        self.form.update(|form| form.set_secret(crm, edit));
    }

    /// Notes that an input was left, and brings what was typed into its canonical form.
    pub fn leave(self, crm: Crm, input: Input) {
        if !self
            .left
            .with_untracked(|left| left.contains(&(crm, input)))
        {
            self.left.update(|left| {
                left.insert((crm, input));
            });
        }
        let Input::Field(field) = input else { return };
        let typed = self
            .form
            .with_untracked(|form| form.wanted(crm).fields.get(field).to_owned());
        if let Ok(canonical) = parse::canonical(crm, field, &typed)
            && canonical != typed
        {
            self.form
                .update(|form| form.set_field(crm, field, canonical));
        }
    }

    fn forget(self, crm: Crm, input: Input) {
        let is_it = move |problem: &Problem| problem.crm == crm && problem.input == input;
        if self
            .problems
            .with_untracked(|problems| problems.iter().any(is_it))
        {
            self.problems
                .update(|problems| problems.retain(|problem| !is_it(problem)));
        }
    }

    /// Back to the snapshot.
    pub fn discard(self) {
        self.form
            .update(|form| *form = Form::new(form.stored().clone()));
        self.clear();
        self.tell(self.text().discarded.to_owned());
    }

    fn clear(self) {
        self.left.update(BTreeSet::clear);
        self.problems.update(Vec::clear);
        self.reports.update(BTreeMap::clear);
        self.failure.set(None);
        self.told.set(None);
    }

    fn tell(self, words: String) {
        live::say(&words);
        self.told.set(Some(words));
    }

    /// Saves, after asking where a working platform would be left.
    pub fn save(self) {
        if self.saving.with_untracked(Option::is_some)
            || self.form.with_untracked(|form| form.changes().is_empty())
        {
            return;
        }
        let leaves = self.form.with_untracked(|form| {
            let (old, new) = (form.stored().agent_platform?, form.platform()?);
            let works = matches!(
                status(old, &form.stored_panel(old)),
                Status::Verified | Status::NotVerified
            );
            (old != new && works).then_some((old, new))
        });
        match leaves {
            Some(leaves) => self.switching.set(Some(leaves)),
            None => self.save_now(false),
        }
    }

    /// Saves without asking; `unverified` also what no CRM could confirm.
    pub fn save_now(self, unverified: bool) {
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

    fn settle(self, t: &Text, sent: &Form, saved: domain::wire::Saved) {
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
        self.tests.update(|tests| {
            drop(tests.insert(
                crm,
                Test {
                    of: of.clone(),
                    result: None,
                },
            ))
        });
        let t = self.text();
        live::say(&t.testing(crm.name()));
        spawn_local(async move {
            let result = api::test(crm, &draft).await;
            live::say(&told::test(t, crm, &result));
            self.tests.update(|tests| {
                drop(tests.insert(
                    crm,
                    Test {
                        of,
                        result: Some(result),
                    },
                ))
            });
        });
    }
}

/// The state of the CRM page.
#[must_use]
pub fn use_state() -> State {
    expect_context()
}
