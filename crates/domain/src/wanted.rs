//! What a person wants saved, as it reads over what is stored.

use crate::{
    code::Code,
    crm::Crm,
    draft::{Draft, PanelDraft},
    field::Input,
    fields::Fields,
    problem::Problem,
    secret::SecretEdit,
    settings::{Panel, Settings},
};

/// A whole panel as wanted: a draft merged over what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The plain values, every field of the CRM.
    pub fields: Fields,
    /// What to do with the secret.
    pub secret: SecretEdit,
    /// Whether the default user is wanted.
    pub default_user: bool,
    /// Whether it is to write everything.
    pub always: bool,
    /// "Save anyway".
    pub save_unverified: bool,
}

impl Wanted {
    /// The wish to leave everything as it is: what an untouched form shows.
    #[must_use]
    pub fn unchanged(crm: Crm, stored: &Panel) -> Self {
        Self::merge(crm, stored, &PanelDraft::default())
    }

    /// What was typed into an input, unless it is the secret.
    #[must_use]
    pub fn typed(&self, input: Input) -> Option<&str> {
        match input {
            Input::Field(field) => Some(self.fields.get(field)),
            Input::Secret => None,
        }
    }

    /// What is wrong with one input, with as much of what was typed as may be repeated.
    #[must_use]
    pub fn problem(&self, crm: Crm, input: Input, code: Code) -> Problem {
        Problem::at(crm, input, code, self.typed(input), &self.secret)
    }

    /// The draft over what is stored.
    #[must_use]
    pub fn merge(crm: Crm, stored: &Panel, draft: &PanelDraft) -> Self {
        let value = |field| {
            if draft.fields.names(field) {
                draft.fields.get(field)
            } else {
                stored.fields.get(field)
            }
        };
        Self {
            fields: crm
                .fields()
                .iter()
                .map(|field| (*field, value(*field).to_owned()))
                .collect(),
            secret: draft.secret.clone(),
            default_user: draft.default_user.unwrap_or(stored.default_user),
            always: draft.always.unwrap_or(stored.always) && crm.has_links(),
            save_unverified: draft.save_unverified,
        }
    }
}

impl From<Wanted> for PanelDraft {
    fn from(wanted: Wanted) -> Self {
        Self {
            fields: wanted.fields,
            secret: wanted.secret,
            default_user: Some(wanted.default_user),
            always: Some(wanted.always),
            save_unverified: wanted.save_unverified,
        }
    }
}

impl Draft {
    /// The panel as wanted.
    #[must_use]
    pub fn wanted(&self, crm: Crm, stored: &Settings) -> Wanted {
        let untouched = PanelDraft::default();
        Wanted::merge(
            crm,
            &stored.panel(crm),
            self.panels.get(&crm).unwrap_or(&untouched),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    fn stored() -> Panel {
        let fields = Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "camille@acme.example"),
        ]);
        Panel {
            fields,
            default_user: true,
            ..Panel::default()
        }
    }

    #[test]
    fn a_typed_secret_is_never_printed() {
        let panel = PanelDraft {
            secret: SecretEdit::Replace("canary".into()),
            ..PanelDraft::default()
        };
        let wanted = Wanted::merge(Crm::Zendesk, &stored(), &panel);
        assert!(!format!("{panel:?} {wanted:?}").contains("canary"));
    }

    #[test]
    fn what_a_draft_does_not_name_stays_and_what_it_names_empty_is_emptied() {
        let draft = PanelDraft {
            fields: Fields::from([(Field::Email, "")]),
            ..PanelDraft::default()
        };
        let wanted = Wanted::merge(Crm::Zendesk, &stored(), &draft);
        assert_eq!(
            (
                wanted.fields.get(Field::Subdomain),
                wanted.fields.get(Field::Email)
            ),
            ("acme", "")
        );
        assert!(wanted.default_user && wanted.fields.names(Field::SessionField));
    }

    #[test]
    fn a_panel_that_was_not_sent_is_wanted_as_it_is() {
        let settings = Settings {
            panels: [(Crm::Zendesk, stored())].into(),
            ..Settings::default()
        };
        let wanted = Draft::default().wanted(Crm::Zendesk, &settings);
        assert_eq!(wanted, Wanted::unchanged(Crm::Zendesk, &stored()));
    }
}
