//! The page's state and what can be done with it; the views only read it and call these.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{
    Check, CredentialKind, Crm, Field, Input, SecretEdit, Settings, Wanted, parse,
    save::PanelReport, wire::Problem,
};
use leptos::prelude::*;

use super::{expiry, form::Form, salesforce::Run};
use crate::{
    api,
    i18n::{Lang, Text},
    time,
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
    /// The link that is under way, or how the last one ended.
    pub run: RwSignal<Run>,
    /// The link that is asked about before it is unlinked.
    pub unlinking: RwSignal<Option<String>>,
    /// Where Salesforce sends a signed-in administrator back to.
    pub redirect_uri: RwSignal<Option<String>>,
    /// Whether the settings are on their way.
    pub is_loading: StoredValue<bool>,
    /// Counts what was learned of the connections, so that an older answer is not taken for news.
    pub news: StoredValue<i32>,
    /// Whether the channel of links is listened to.
    pub hears: StoredValue<bool>,
    /// Whether a pointer's button is down.
    pub is_pressed: StoredValue<bool>,
    /// Ticks twice a minute, for "2 minutes ago".
    pub clock: RwSignal<u32>,
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
            run: RwSignal::new(Run::Idle),
            unlinking: RwSignal::new(None),
            redirect_uri: RwSignal::new(None),
            is_loading: StoredValue::new(false),
            news: StoredValue::new(0),
            hears: StoredValue::new(false),
            is_pressed: StoredValue::new(false),
            clock: RwSignal::new(0),
        }
    }

    pub(super) fn text(self) -> &'static Text {
        self.lang.get_untracked().text()
    }

    /// The panel in view.
    #[must_use]
    pub fn shown(self) -> Option<Crm> {
        self.viewing
            .get()
            .or_else(|| self.form.with(Form::platform))
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
    pub fn set_field(self, crm: Crm, field: Field, typed: String) {
        self.forget(crm, Input::Field(field));
        self.form.update(|form| form.set_field(crm, field, typed));
    }

    /// Chooses Zendesk's kind of credential.
    pub fn set_kind(self, kind: CredentialKind) {
        self.forget(Crm::Zendesk, Input::Field(Field::CredentialKind));
        self.forget(Crm::Zendesk, Input::Secret);
        self.form.update(|form| form.set_kind(kind));
    }

    /// Edits the secret; a day of expiry that it names itself is noted.
    pub fn set_secret(self, crm: Crm, edit: SecretEdit) {
        self.forget(crm, Input::Secret);
        let day = self
            .form
            .with_untracked(|form| expiry::read_from(form, crm, &edit));
        self.form.update(|form| form.set_secret(crm, edit));
        if let Some(day) = day {
            let tag = self.lang.get_untracked().tag();
            let at = parse::day(&day).map_or(0, |days| days * domain::DAY);
            self.set_field(crm, Field::ExpiresOn, day);
            self.tell(self.text().expiry_read(&time::utc_day(tag, at)));
        }
    }

    /// Notes that an input was left, and brings what was typed into its canonical form.
    pub fn leave(self, crm: Crm, input: Input) {
        self.note_left(crm, input);
        let Input::Field(field) = input else { return };
        let typed = self
            .form
            .with_untracked(|form| form.wanted(crm).fields.get(field).to_owned());
        if let Ok(canonical) = parse::canonical(crm, field, &typed)
            && canonical != typed
        {
            if field == Field::OrgId && parse::org_id_was_trimmed(&typed) {
                self.tell(self.text().org_id_trimmed.to_owned());
            }
            self.form
                .update(|form| form.set_field(crm, field, canonical));
        }
    }

    /// Not at once, and not while a button is pressed: the words push down what is below, away from
    /// under a click on its way there.
    pub(super) fn note_left(self, crm: Crm, input: Input) {
        let note = move || {
            if self.is_pressed.get_value() {
                self.note_left(crm, input);
            } else if !self
                .left
                .with_untracked(|left| left.contains(&(crm, input)))
            {
                self.left.update(|left| {
                    left.insert((crm, input));
                });
            }
        };
        set_timeout(note, Duration::from_millis(150));
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
        // With a conflict open, the snapshot to go back to is the newer one.
        let newer = self.conflict.try_update(Option::take).flatten();
        self.form
            .update(|form| *form = Form::new(newer.unwrap_or_else(|| form.stored().clone())));
        self.clear();
        self.tell(self.text().discarded.to_owned());
    }

    pub(super) fn clear(self) {
        self.left.update(BTreeSet::clear);
        self.problems.update(Vec::clear);
        self.reports.update(BTreeMap::clear);
        self.failure.set(None);
        self.told.set(None);
        if self.run.with_untracked(|run| matches!(run, Run::Ended(_))) {
            self.run.set(Run::Idle);
        }
    }

    pub(super) fn tell(self, words: String) {
        live::say(&words);
        self.told.set(Some(words));
    }
}

/// The state of the CRM page.
#[must_use]
pub fn use_state() -> State {
    expect_context()
}
