//! In what the draft differs from the snapshot.

use domain::{Crm, Input, Part, SecretEdit};

use super::state::Form;

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
        if wanted.secret.meant() != SecretEdit::Keep {
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
}
