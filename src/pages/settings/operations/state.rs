//! What the page holds. It outlives the views, which are built anew on a change of language.

use domain::{CreationOption, Crm, RecordCreation};
use leptos::{prelude::*, task::spawn_local};

use super::form::Form;
use crate::{
    api,
    connections::Connections,
    i18n::{Lang, Text, use_lang},
    ui::{effect, focus, live},
    words,
};

/// The id of the number of messages.
pub const MESSAGES: &str = "delay-chats-messages";

/// The page's state.
#[derive(Clone, Copy)]
pub struct Operations {
    /// The draft; nothing before the settings have arrived.
    pub form: RwSignal<Option<Form>>,
    /// Whether anything of it is unsaved.
    pub is_dirty: Memo<bool>,
    /// Why the settings did not arrive.
    pub not_loaded: RwSignal<Option<api::Error>>,
    /// The draft a running save was made of.
    pub sent: RwSignal<Option<Form>>,
    /// What somebody else has stored meanwhile, and its version.
    pub conflict: RwSignal<Option<(RecordCreation, i64)>>,
    /// Why the last save did not happen.
    pub failure: RwSignal<Option<api::Error>>,
    /// What the last act came to, in words.
    pub told: RwSignal<Option<String>>,
    /// What was discarded and can be put back.
    pub discarded: RwSignal<Option<Form>>,
    /// Whether the number of messages was left: only then what is wrong with it is shown.
    pub was_left: RwSignal<bool>,
    lang: RwSignal<Lang>,
    connections: Connections,
}

impl Operations {
    /// Nothing is known yet. The settings are asked for as soon as the agent platform is known, and
    /// again when it is another one, which offers others.
    #[must_use]
    pub fn new(connections: Connections) -> Self {
        let form = RwSignal::new(None::<Form>);
        let is_dirty = Memo::new(move |_| {
            form.with(|form| form.as_ref().is_some_and(|form| !form.changes().is_empty()))
        });
        let operations = Self {
            form,
            is_dirty,
            not_loaded: RwSignal::new(None),
            sent: RwSignal::new(None),
            conflict: RwSignal::new(None),
            failure: RwSignal::new(None),
            told: RwSignal::new(None),
            discarded: RwSignal::new(None),
            was_left: RwSignal::new(false),
            lang: use_lang(),
            connections,
        };
        let platform = Memo::new(move |_| {
            let settings = connections.settings;
            settings.with(|settings| settings.as_ref().map(|settings| settings.agent_platform))
        });
        effect(move || {
            if platform.get().is_some() {
                operations.ask();
            }
        });
        operations
    }

    /// What is stored, once it is known.
    #[must_use]
    pub fn stored(self) -> Option<RecordCreation> {
        self.form.with(|form| form.as_ref().map(Form::stored))
    }

    /// The draft, once there is one.
    #[must_use]
    pub fn wanted(self) -> Option<RecordCreation> {
        self.form.with(|form| form.as_ref().map(Form::wanted))
    }

    /// Asks for the settings.
    pub fn ask(self) {
        spawn_local(async move {
            match api::record_creation().await {
                Ok((stored, version)) => self.know(stored, version),
                Err(error) => self.not_loaded.set(Some(error)),
            }
        });
    }

    /// A clean draft takes newer settings over, a dirty one meets them when it is saved.
    fn know(self, stored: RecordCreation, version: i64) {
        self.not_loaded.set(None);
        let platform = self.platform();
        let is_dirty = self.is_dirty.get_untracked();
        self.form.update(|form| {
            *form = Some(match form.take() {
                Some(form) if version < form.version() || is_dirty && version > form.version() => {
                    form
                }
                Some(form) => form.over(stored, version, platform),
                None => Form::new(stored, version, platform),
            });
        });
    }

    fn platform(self) -> Option<Crm> {
        let settings = self.connections.settings;
        settings.with_untracked(|settings| settings.as_ref()?.agent_platform)
    }

    /// Changes the draft.
    pub fn change(self, act: impl FnOnce(&mut Form)) {
        self.form.update(|form| {
            if let Some(form) = form {
                act(form);
            }
        });
    }

    /// Saves the draft; a malformed one is told at its field and goes nowhere.
    pub fn save(self) {
        if self.sent.with_untracked(Option::is_some) || !self.is_dirty.get_untracked() {
            return;
        }
        let Some(form) = self.form.get_untracked() else {
            return;
        };
        if form.is_malformed() {
            self.was_left.set(true);
            focus(MESSAGES);
            return;
        }
        self.clear();
        self.sent.set(Some(form.clone()));
        live::say(self.text().saving);
        spawn_local(async move {
            let answer = api::save_record_creation(form.version(), form.wanted()).await;
            let theirs = match &answer {
                Err(api::Error::Server { code, .. }) if code == api::CHANGED_MEANWHILE => {
                    Some(api::record_creation().await)
                }
                _ => None,
            };
            match (theirs, answer) {
                (Some(Ok(theirs)), _) => self.conflict.set(Some(theirs)),
                (Some(Err(error)), _) | (None, Err(error)) => {
                    live::say(&words::failure(self.text(), &error));
                    self.failure.set(Some(error));
                }
                (None, Ok((stored, version))) => self.settle(&form, stored, version),
            }
            self.sent.set(None);
        });
    }

    fn settle(self, sent: &Form, stored: RecordCreation, version: i64) {
        let t = self.text();
        let is_stored =
            |option: &CreationOption| stored.is_on(*option) == sent.wanted().is_on(*option);
        let count = sent.changes().into_iter().filter(is_stored);
        let words = match count.count() {
            0 => t.saved_none.to_owned(),
            1 => t.saved_one.to_owned(),
            n => t.saved_many(&n.to_string()),
        };
        self.change(|form| *form = form.rebased(sent, stored, version));
        self.tell(words);
    }

    /// Whether nothing is left to do or to hear of: only then may the page be left after a save.
    #[must_use]
    pub fn is_done(self) -> bool {
        !self.is_dirty.get_untracked()
            && self.conflict.with_untracked(Option::is_none)
            && self.failure.with_untracked(Option::is_none)
    }

    /// Ends a conflict.
    pub fn resolve(self, keep_mine: bool) {
        let Some((stored, version)) = self.conflict.try_update(Option::take).flatten() else {
            return;
        };
        let (t, platform) = (self.text(), self.platform());
        self.clear();
        if keep_mine {
            self.change(|form| *form = form.over(stored, version, platform));
            self.tell(t.kept_mine.to_owned());
        } else {
            self.change(|form| *form = Form::new(stored, version, platform));
            self.tell(t.used_theirs.to_owned());
        }
    }

    /// Back to what is stored; with a conflict open, to the newer.
    pub fn discard(self) {
        let newer = self.conflict.try_update(Option::take).flatten();
        let typed = self.form.get_untracked();
        self.clear();
        self.change(|form| {
            let (stored, version) = newer.unwrap_or((form.stored(), form.version()));
            *form = Form::new(stored, version, form.platform());
        });
        self.tell(self.text().discarded.to_owned());
        self.discarded.set(typed);
    }

    /// Puts back what was discarded.
    pub fn undo(self) {
        if let Some(typed) = self.discarded.try_update(Option::take).flatten() {
            self.change(|form| {
                *form = typed.over(form.stored(), form.version(), form.platform());
            });
        }
        self.told.set(None);
    }

    /// Forgets what was said, when the page is left.
    pub fn forget(self) {
        self.clear();
    }

    fn text(self) -> &'static Text {
        self.lang.get_untracked().text()
    }

    fn tell(self, words: String) {
        live::say(&words);
        self.told.set(Some(words));
    }

    fn clear(self) {
        self.was_left.set(false);
        self.discarded.set(None);
        self.failure.set(None);
        self.told.set(None);
    }
}

/// The state of the page.
#[must_use]
pub fn use_operations() -> Operations {
    expect_context()
}
