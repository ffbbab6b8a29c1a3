//! In what the draft differs from the snapshot, and what of it is sent.

use std::collections::BTreeMap;

use domain::{CredentialKind, Crm, Draft, Field, Input, Part, SecretEdit, Wanted};

use super::Form;

/// One thing in which the draft differs from the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The agent platform.
    Platform,
    /// A field or the secret of a panel.
    Input(Crm, Input),
    /// A panel's Default User box.
    DefaultUser(Crm),
    /// A panel's box 2.
    Always(Crm),
}

impl Form {
    /// In what the draft differs from the snapshot, in the order of the page.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let platform = (self.platform != self.stored.agent_platform).then_some(Change::Platform);
        platform
            .into_iter()
            .chain(Crm::ALL.into_iter().flat_map(|crm| self.panel_changes(crm)))
            .collect()
    }

    /// Whether the draft has another host, identity or secret than the snapshot.
    #[must_use]
    pub fn changes_tuple(&self, crm: Crm) -> bool {
        self.panel_changes(crm)
            .into_iter()
            .any(|change| match change {
                Change::Input(_, Input::Field(field)) => field.part() != Part::Other,
                Change::Input(_, Input::Secret) => true,
                Change::Platform | Change::DefaultUser(_) | Change::Always(_) => false,
            })
    }

    pub(super) fn panel_changes(&self, crm: Crm) -> Vec<Change> {
        let (stored, wanted) = (self.stored_panel(crm), self.wanted(crm));
        let hidden = self.hidden(crm);
        let fields = crm.fields().iter().filter(|field| {
            Some(**field) != hidden && wanted.fields.get(**field) != stored.fields.get(**field)
        });
        let mut changes: Vec<_> = fields
            .map(|field| Change::Input(crm, Input::Field(*field)))
            .collect();
        let is_blank = matches!(&wanted.secret, SecretEdit::Replace(typed) if typed.is_blank());
        if wanted.secret != SecretEdit::Keep && !is_blank {
            changes.push(Change::Input(crm, Input::Secret));
        }
        if self.shows_default_user(crm) != stored.default_user {
            changes.push(Change::DefaultUser(crm));
        }
        if self.shows_always(crm) != stored.always {
            changes.push(Change::Always(crm));
        }
        changes
    }

    /// The field that belongs to the kind of credential that is not chosen. What was typed there
    /// waits for its kind; it is neither named as a change nor sent.
    #[must_use]
    pub fn hidden(&self, crm: Crm) -> Option<Field> {
        (crm == Crm::Zendesk).then(|| match self.kind(crm) {
            CredentialKind::ApiToken => Field::ClientId,
            CredentialKind::OAuthClient => Field::Email,
        })
    }

    /// What to send: the panels that differ, whole; "Save anyway" holds for one of them.
    #[must_use]
    pub fn draft(&self, unverified: Option<Crm>) -> Draft {
        // One by one: a map made of a list brings 3 kB of sorting along.
        let mut panels = BTreeMap::new();
        for crm in Crm::ALL {
            if !self.panel_changes(crm).is_empty() {
                let mut wanted = self.sent(crm);
                wanted.save_unverified = unverified == Some(crm);
                panels.insert(crm, wanted.into());
            }
        }
        Draft {
            agent_platform: self.platform,
            panels,
        }
    }

    /// The panel as it is sent or tested.
    #[must_use]
    pub fn sent(&self, crm: Crm) -> Wanted {
        let mut wanted = self.wanted(crm).clone();
        if let Some(hidden) = self.hidden(crm) {
            let stored = self.stored_panel(crm);
            wanted.fields.set(hidden, stored.fields.get(hidden));
        }
        wanted
    }
}
