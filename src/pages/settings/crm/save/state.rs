//! Saving: one request under one version for all of the page.

use domain::{
    Crm, Field, Input, Problem, Settings,
    save::{PanelReport, PlatformReport, Switch, TupleReport},
    wire::Saved,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{connection_test::Tests, draft::Draft, form::Form, ids, per_crm::PerCrm},
    refused,
    switch::Question,
    told,
};
use crate::{
    api,
    connections::Connections,
    ui::{focus, live},
};

/// A form on its way to the server.
struct Sending {
    form: Form,
    draft: domain::Draft,
    /// What stays behind because it is malformed.
    behind: Vec<Problem>,
}

/// Saving, and what the last save came to.
#[derive(Clone, Copy)]
pub struct Save {
    /// The form a running save was made of.
    pub sent: RwSignal<Option<Form>>,
    /// What the last save did not accept.
    pub problems: RwSignal<Vec<Problem>>,
    /// What the last save did to each panel.
    pub reports: RwSignal<PerCrm<Option<PanelReport>>>,
    /// Somebody else's newer settings.
    pub conflict: RwSignal<Option<Settings>>,
    /// Why the last save did not happen.
    pub failure: RwSignal<Option<api::Error>>,
    /// The switch that waits for a yes.
    pub question: RwSignal<Option<Question>>,
    /// Whether the last save did all that it was asked to.
    is_done: StoredValue<bool>,
    draft: Draft,
    tests: Tests,
    connections: Connections,
}

impl Save {
    /// Nothing saved yet.
    #[must_use]
    pub fn new(draft: Draft, tests: Tests, connections: Connections) -> Self {
        Self {
            sent: RwSignal::new(None),
            problems: RwSignal::default(),
            reports: RwSignal::default(),
            conflict: RwSignal::new(None),
            failure: RwSignal::new(None),
            question: RwSignal::new(None),
            is_done: StoredValue::new(true),
            draft,
            tests,
            connections,
        }
    }

    /// Saves, after asking where a working platform would be left for one that is ready.
    pub fn begin(self) {
        self.ask_first(None);
    }

    /// Saves, this CRM's tuple even if the CRM's answer proves nothing.
    pub fn anyway(self, crm: Crm) {
        self.ask_first(Some(crm));
    }

    /// Makes a CRM that is ready the agent platform.
    pub fn switch_to(self, crm: Crm) {
        self.draft.choose(crm);
        self.begin();
    }

    fn ask_first(self, unverified: Option<Crm>) {
        let is_asked = self.question.with_untracked(Option::is_some);
        if is_asked || self.is_running() || !untrack(move || self.draft.is_dirty()) {
            return;
        }
        match self.draft.form.with_untracked(Form::switch) {
            Switch::Leaves { old, new } => self.question.set(Some(Question {
                old,
                new,
                unverified,
            })),
            _ => self.now(unverified),
        }
    }

    /// Answers the question with yes.
    pub fn agree(self) {
        if let Some(question) = self.question.try_update(Option::take).flatten() {
            self.now(question.unverified);
        }
    }

    fn now(self, unverified: Option<Crm>) {
        let (form, behind) = self.draft.form.with_untracked(Form::sendable);
        if form.changes().is_empty() {
            self.clear();
            self.show(&behind);
            self.draft
                .tell(told::behind(self.draft.text(), &form, &behind));
            self.lead_to(&behind);
            return;
        }
        let draft = form.draft(unverified);
        self.send(Sending {
            form,
            draft,
            behind,
        });
    }

    /// Saves the login URL alone; a malformed one is told at its field and goes nowhere.
    pub fn login_url(self) {
        if self.is_running() {
            return;
        }
        let crm = Crm::Salesforce;
        let (form, draft) = self.draft.form.with_untracked(Form::login_url_alone);
        let typed = form.wanted(crm).fields.get(Field::LoginUrl);
        if domain::parse::canonical(crm, Field::LoginUrl, typed).is_ok() {
            self.send(Sending {
                form,
                draft,
                behind: Vec::new(),
            });
        } else {
            let input = Input::Field(Field::LoginUrl);
            self.draft.mark_left(crm, input);
            focus(&ids::of(crm, input));
        }
    }

    /// Whether nothing is left to do or to hear of: only then may a page be left after a save.
    #[must_use]
    pub fn is_done(self) -> bool {
        self.is_done.get_value() && !untrack(move || self.draft.is_dirty())
    }

    /// Whether a save is under way.
    #[must_use]
    pub fn is_running(self) -> bool {
        self.sent.with_untracked(Option::is_some)
    }

    fn send(self, sending: Sending) {
        self.clear();
        self.is_done.set_value(false);
        self.show(&sending.behind);
        self.draft.typed.set(None);
        self.sent.set(Some(sending.form.clone()));
        live::say(self.draft.text().saving);
        spawn_local(async move {
            let version = sending.form.stored().version;
            let answer = api::save(version, &sending.draft).await;
            self.finish(&sending, answer);
        });
    }

    fn finish(self, sending: &Sending, answer: Result<Saved, api::Error>) {
        self.sent.set(None);
        match answer {
            Ok(saved) => self.settle(sending, saved),
            Err(api::Error::Conflict(current)) => self.conflict.set(Some(*current)),
            Err(api::Error::Invalid(problems)) => {
                self.problems.set(problems);
                self.failure.set(Some(api::Error::Invalid(Vec::new())));
            }
            Err(error) => {
                live::say(&crate::words::failure(self.draft.text(), &error));
                self.failure.set(Some(error));
            }
        }
    }

    fn settle(self, sending: &Sending, saved: Saved) {
        let (t, sent) = (self.draft.text(), &sending.form);
        let mut words = told::saved(t, sent, &saved);
        if !sending.behind.is_empty() {
            words = format!("{words} {}", told::behind(t, sent, &sending.behind));
        }
        self.draft
            .form
            .update(|form| *form = form.rebased(sent, &saved));
        let refused = saved.report.panels.iter();
        let refused = refused.filter(|(_, report)| report.tuple == TupleReport::Reverted);
        let refused = refused.map(|(crm, _)| *crm).collect();
        let typed = sent.clone().after(saved.settings.clone());
        self.draft.keep_refused(typed, refused);
        let kind = self
            .draft
            .form
            .with_untracked(|form| form.kind(Crm::Zendesk));
        let mut problems = refused::problems(sent, kind, &saved.report);
        let is_accepted = problems.is_empty();
        let is_kept = matches!(saved.report.agent_platform, PlatformReport::Kept { .. });
        self.is_done.set_value(is_accepted && !is_kept);
        if !is_accepted {
            problems.extend_from_slice(&sending.behind);
        }
        self.problems.set(problems);
        let mut reports = saved.report.panels;
        self.reports.set(PerCrm::new(|crm| reports.remove(&crm)));
        self.tests.clear();
        self.connections.learn(saved.settings);
        self.draft.tell(words);
        if is_accepted {
            self.lead_to(&sending.behind);
        }
    }

    /// Shows what is wrong with the inputs that stay behind.
    fn show(self, behind: &[Problem]) {
        for problem in behind {
            self.draft.mark_left(problem.crm, problem.input);
        }
    }

    /// Puts the focus on the first input that stayed behind, if it is in view; else the list of
    /// problems names it, so that nobody is moved away from the panel they work in.
    fn lead_to(self, behind: &[Problem]) {
        let shown = untrack(move || self.draft.shown());
        if let Some(problem) = behind.iter().find(|problem| Some(problem.crm) == shown) {
            let id = ids::of(problem.crm, problem.input);
            request_animation_frame(move || focus(&id));
        } else if !behind.is_empty() {
            self.problems.set(behind.to_vec());
        }
    }

    /// Ends a conflict.
    pub fn resolve(self, keep_mine: bool) {
        let Some(current) = self.conflict.try_update(Option::take).flatten() else {
            return;
        };
        self.clear();
        let t = self.draft.text();
        let form = self.draft.form;
        if keep_mine {
            form.update(|form| *form = form.over(current.clone()));
            self.draft.tell(t.kept_mine.to_owned());
        } else {
            form.set(Form::new(current.clone()));
            self.draft.tell(t.used_theirs.to_owned());
        }
        self.connections.learn(current);
    }

    /// Back to the snapshot; with a conflict open, to the newer one.
    pub fn discard(self) {
        let newer = self.conflict.try_update(Option::take).flatten();
        self.clear();
        self.draft.discard(newer);
    }

    /// Puts back what a CRM refused, and leads to it; the refusal has been told.
    pub fn restore(self, crm: Crm) {
        let problems = self.problems.get_untracked();
        let refused = problems.iter().find(|problem| problem.crm == crm);
        let id = refused.map(|problem| ids::of(crm, problem.input));
        self.problems
            .update(|problems| problems.retain(|problem| problem.crm != crm));
        self.reports.update(|reports| reports[crm] = None);
        self.draft.restore(Some(crm));
        request_animation_frame(move || id.iter().for_each(|id| focus(id)));
    }

    /// Forgets what was said of an input: it is about something else now.
    pub fn forget(self, crm: Crm, input: Input) {
        let is_it = move |problem: &Problem| problem.crm == crm && problem.input == input;
        self.problems.maybe_update(|problems| {
            let before = problems.len();
            problems.retain(|problem| !is_it(problem));
            problems.len() != before
        });
    }

    fn clear(self) {
        self.draft.left.update(Vec::clear);
        self.problems.update(Vec::clear);
        self.reports.set(PerCrm::default());
        self.failure.set(None);
        self.draft.told.set(None);
    }
}
