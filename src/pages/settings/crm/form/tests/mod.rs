//! Rules of the draft, tried with the very functions by which the server decides a save.

mod behind;
mod boxes;
mod conflict;
mod differs;
mod kinds;
mod known;
mod links;
mod platform;
mod restore;
mod saved;

use domain::{Check, Crm, Field, Input, SecretEdit, wire::Saved};

use super::{Change, Form};
use crate::pages::settings::crm::fixtures;

/// The vocabulary of these tests: what a person does to the form.
impl Form {
    pub(in crate::pages::settings::crm) fn typing(
        mut self,
        crm: Crm,
        field: Field,
        text: &str,
    ) -> Self {
        self.set_field(crm, field, text.to_owned());
        self
    }

    pub(in crate::pages::settings::crm) fn secret(mut self, crm: Crm, text: &str) -> Self {
        self.set_secret(crm, SecretEdit::Replace(text.into()));
        self
    }

    pub(in crate::pages::settings::crm) fn removing_secret(mut self, crm: Crm) -> Self {
        self.set_secret(crm, SecretEdit::Clear);
        self
    }

    pub(in crate::pages::settings::crm) fn keeping_secret(mut self, crm: Crm) -> Self {
        self.set_secret(crm, SecretEdit::Keep);
        self
    }

    pub(in crate::pages::settings::crm) fn toggling(mut self, crm: Crm) -> Self {
        self.toggle_default_user(crm);
        self
    }

    pub(in crate::pages::settings::crm) fn choosing(mut self, crm: Crm) -> Self {
        self.set_platform(crm);
        self
    }

    /// A complete tuple where nothing was.
    pub(in crate::pages::settings::crm) fn setting_up(mut self, crm: Crm) -> Self {
        for (field, text) in fixtures::tuple(crm).iter() {
            self.set_field(crm, field, text.to_owned());
        }
        self.secret(crm, "typed-token-9z8y")
    }

    /// What the server answers to a save of this form while the CRMs say that.
    pub(in crate::pages::settings::crm) fn saved(&self, says: &Check) -> Saved {
        fixtures::answer(self.stored(), &self.draft(None), says)
    }
}

fn field(crm: Crm, field: Field) -> Change {
    Change::Input(crm, Input::Field(field))
}

fn secret(crm: Crm) -> Change {
    Change::Input(crm, Input::Secret)
}
