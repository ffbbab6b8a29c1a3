//! What of the draft is sent.

use std::collections::BTreeMap;

use domain::{CredentialKind, Crm, Draft, Field, Part, Problem, SecretEdit, Wanted, malformed};

use super::state::Form;

impl Form {
    /// The form as it can be sent, and what stays behind: of a tuple with a malformed input nothing
    /// is asked, so its box stays as stored, too. Unticking needs nobody's leave.
    #[must_use]
    pub fn sendable(&self) -> (Self, Vec<Problem>) {
        let (mut next, mut problems) = (self.clone(), Vec::new());
        for crm in Crm::ALL {
            if !self.changes_tuple(crm) {
                continue;
            }
            let malformed = malformed(crm, &self.sent(crm));
            if malformed.is_empty() {
                continue;
            }
            problems.extend(malformed);
            let stored = self.stored_panel(crm);
            for field in crm.fields() {
                if field.part() != Part::Other {
                    next.set_field(crm, *field, stored.fields.get(*field).to_owned());
                }
            }
            next.set_secret(crm, SecretEdit::Keep);
            let panel = next.panel_mut(crm);
            panel.default_user &= stored.default_user;
            panel.always &= stored.always;
            // Nobody switches to what he did not type.
            if next.platform == Some(crm) {
                next.platform = self.stored.agent_platform;
            }
        }
        (next, problems)
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
        wanted.secret = if self.is_restored_elsewhere(crm) {
            SecretEdit::Keep
        } else {
            wanted.secret.meant()
        };
        wanted
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
}
