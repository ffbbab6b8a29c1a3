//! The draft that people type into, what of it they have left, and what can be put back into it.

use std::time::Duration;

use domain::{
    CredentialKind, Crm, Field, Input, SecretEdit, Settings,
    parse::{self, How},
};
use leptos::prelude::*;

use super::{
    expiry,
    form::{Form, Typed},
    key,
};
use crate::{
    i18n::{Lang, Text, use_lang},
    time,
    ui::live,
};

/// The draft.
#[derive(Clone, Copy)]
pub struct Draft {
    lang: RwSignal<Lang>,
    /// The draft over its snapshot; nothing before the settings have arrived.
    pub form: RwSignal<Form>,
    /// Whether the settings have arrived.
    pub is_loaded: RwSignal<bool>,
    /// The panel in view, where one was asked for.
    pub viewing: RwSignal<Option<Crm>>,
    /// Inputs that were left once: only these show what is wrong with them.
    pub left: RwSignal<Vec<(Crm, Input)>>,
    /// What was typed and can be put back.
    pub typed: RwSignal<Option<Typed>>,
    /// What the last act came to, in words.
    pub told: RwSignal<Option<String>>,
    /// Whether a pointer's button is down.
    pub is_pressed: StoredValue<bool>,
    /// Ticks twice a minute, for "2 minutes ago".
    pub clock: RwSignal<u32>,
    /// Counts what can be put back, so that an older timer takes nothing newer away.
    pub(super) generation: StoredValue<u32>,
}

impl Draft {
    /// Nothing loaded yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lang: use_lang(),
            form: RwSignal::new(Form::new(Settings::default())),
            is_loaded: RwSignal::new(false),
            viewing: RwSignal::new(None),
            left: RwSignal::default(),
            typed: RwSignal::new(None),
            told: RwSignal::new(None),
            is_pressed: StoredValue::new(false),
            clock: RwSignal::new(0),
            generation: StoredValue::new(0),
        }
    }

    /// The texts, as of now.
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

    /// Whether the draft differs from its snapshot.
    #[must_use]
    pub fn is_dirty(self) -> bool {
        self.form.with(|form| !form.changes().is_empty())
    }

    /// Follows what is known of the connections: a clean draft takes newer settings over, a dirty
    /// one meets them when it is saved.
    pub fn follow(self, current: &Settings) {
        if !self.is_loaded.get_untracked() {
            self.form.set(Form::new(current.clone()));
            self.is_loaded.set(true);
            return;
        }
        let next = self.form.with_untracked(|form| {
            let is_newer = current.version > form.stored().version && form.changes().is_empty();
            form.knowing(current)
                .or_else(|| is_newer.then(|| Form::new(current.clone())))
        });
        if let Some(next) = next {
            self.form.set(next);
        }
    }

    /// Chooses the agent platform, as far as the draft goes, and shows its panel.
    pub fn choose(self, crm: Crm) {
        self.viewing.set(Some(crm));
        self.form.update(|form| form.set_platform(crm));
    }

    /// Types into a field.
    pub fn set_field(self, crm: Crm, field: Field, typed: String) {
        if let Some(apart) = self.apart(crm, Input::Field(field), &typed) {
            self.take(crm, apart);
        } else {
            self.form.update(|form| form.set_field(crm, field, typed));
        }
    }

    /// Chooses Zendesk's kind of credential.
    pub fn set_kind(self, kind: CredentialKind) {
        self.form.update(|form| form.set_kind(kind));
    }

    /// Edits the secret; a day of expiry that it names itself is noted.
    pub fn set_secret(self, crm: Crm, edit: SecretEdit) {
        if let SecretEdit::Replace(typed) = &edit
            && let Some(apart) = self.apart(crm, Input::Secret, typed.expose_secret())
        {
            self.take(crm, apart);
            return;
        }
        let day = self
            .form
            .with_untracked(|form| expiry::read_from(form, crm, &edit, key::last_day));
        self.form.update(|form| form.set_secret(crm, edit));
        if let Some(day) = day {
            let tag = self.lang.get_untracked().tag();
            let at = parse::day(&day).map_or(0, |days| days * domain::DAY);
            self.set_field(crm, Field::ExpiresOn, day);
            self.tell(self.text().expiry_read(&time::utc_day(tag, at)));
        }
    }

    /// What a pasted text certainly means for more than the input it was pasted into.
    fn apart(self, crm: Crm, input: Input, typed: &str) -> Option<parse::Apart> {
        let kind = self.form.with_untracked(|form| form.kind(crm));
        parse::apart(crm, kind, input, typed)
    }

    /// Puts each part where it belongs, with a word of explanation.
    fn take(self, crm: Crm, apart: parse::Apart) {
        let t = self.text();
        let words = match apart.how {
            How::TokenSuffix => t.token_split,
            How::TokenPair => t.token_split_secret,
        };
        self.form.update(|form| {
            if let Some(email) = apart.email {
                form.set_field(crm, Field::Email, email);
            }
            if let Some(secret) = apart.secret {
                form.set_secret(crm, SecretEdit::Replace(secret));
            }
        });
        self.tell(words.to_owned());
    }

    /// Notes that an input was left, and brings what was typed into its canonical form.
    pub fn leave(self, crm: Crm, input: Input) {
        self.note_left(crm, input);
        match input {
            Input::Field(field) => self.leave_field(crm, field),
            Input::Secret => self.leave_secret(crm),
        }
    }

    fn leave_field(self, crm: Crm, field: Field) {
        let typed = self
            .form
            .with_untracked(|form| form.wanted(crm).fields.get(field).to_owned());
        let Ok(canonical) = parse::canonical(crm, field, &typed) else {
            return;
        };
        if canonical == typed {
            return;
        }
        let t = self.text();
        if field == Field::OrgId && parse::org_id_was_trimmed(&typed) {
            self.tell(t.org_id_trimmed.to_owned());
        } else if parse::was_cut(&typed, &canonical) {
            self.tell(t.pasted_cut(&canonical));
        }
        self.form
            .update(|form| form.set_field(crm, field, canonical));
    }

    fn leave_secret(self, crm: Crm) {
        let typed = self.form.with_untracked(|form| {
            let is_shown = !form.is_restored(crm);
            match &form.wanted(crm).secret {
                SecretEdit::Replace(typed) if is_shown => Some(typed.clone()),
                _ => None,
            }
        });
        let Some(typed) = typed else { return };
        let Ok(clean) = parse::secret(crm, &typed) else {
            return;
        };
        if parse::was_cut(typed.expose_secret(), clean.expose_secret()) {
            self.tell(self.text().pasted_cut_secret.to_owned());
            self.form
                .update(|form| form.set_secret(crm, SecretEdit::Replace(clean)));
        }
    }

    /// Not at once, and not while a button is pressed: the words push down what is below, away from
    /// under a click on its way there.
    pub(super) fn note_left(self, crm: Crm, input: Input) {
        let note = move || {
            if self.is_pressed.get_value() {
                self.note_left(crm, input);
            } else {
                self.mark_left(crm, input);
            }
        };
        set_timeout(note, Duration::from_millis(150));
    }

    /// Shows at once what is wrong with an input.
    pub(super) fn mark_left(self, crm: Crm, input: Input) {
        self.left.maybe_update(|left| {
            let is_new = !left.contains(&(crm, input));
            if is_new {
                left.push((crm, input));
            }
            is_new
        });
    }

    /// Whether what was typed can be put back by "Undo".
    #[must_use]
    pub fn can_undo(self) -> bool {
        self.typed
            .with(|typed| typed.as_ref().is_some_and(|typed| typed.refused.is_none()))
    }

    /// Says what an act came to, to those who see and to those who hear.
    pub(super) fn tell(self, words: String) {
        // "Undo" goes with the words it stands beside.
        if untrack(move || self.can_undo()) {
            self.typed.set(None);
        }
        live::say(&words);
        self.told.set(Some(words));
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}
