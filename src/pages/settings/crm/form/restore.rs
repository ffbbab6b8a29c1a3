//! What was typed and went away, by a refusal or by Discard, put back into the draft.
//!
//! A secret that comes back is not shown, and stays bound to the host and identity it was typed for.

use domain::{CredentialKind, Crm, Fields, SecretEdit, Settings, Wanted, binding, goes_with};

use super::{
    merge::merge_panel,
    state::{Aside, Form},
};

/// What was typed and went away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The draft as it was.
    pub form: Form,
    /// The panels to put back; all of it where it was discarded.
    pub refused: Option<Vec<Crm>>,
}

impl Form {
    /// The draft over what is stored after a save: that it can be put back over it.
    #[must_use]
    pub fn after(mut self, stored: Settings) -> Self {
        self.stored = stored;
        self
    }

    /// Puts back what `typed` changed in one CRM's panel. What was typed since stays, and so does
    /// what somebody else has saved meanwhile.
    pub fn restore(&mut self, typed: &Self, crm: Crm) {
        self.set_kind_of(crm, typed);
        let mine = typed.over(self.stored.clone());
        let untouched = Wanted::unchanged(crm, &self.stored_panel(crm));
        let since = self.wanted(crm).secret.clone();
        let merged = merge_panel(crm, self.wanted(crm), &untouched, mine.wanted(crm), None);
        self.panels[crm] = merged;
        if since != SecretEdit::Keep {
            return;
        }
        self.set_secret(crm, mine.wanted(crm).secret.clone());
        self.restored[crm] = bound(crm, mine.wanted(crm), &mine.restored[crm]);
    }

    /// Puts back the whole draft.
    pub fn restore_all(&mut self, typed: &Self) {
        if typed.platform != typed.stored.agent_platform {
            self.platform = typed.platform;
        }
        for crm in Crm::ALL {
            self.restore(typed, crm);
        }
    }

    /// Chooses the kind of credential that was chosen there, which takes what was typed for it along.
    fn set_kind_of(&mut self, crm: Crm, typed: &Self) {
        if crm != Crm::Zendesk {
            return;
        }
        self.set_kind(typed.kind(crm));
        if self.aside.secret == SecretEdit::Keep {
            let mut other = typed.clone();
            other.set_kind(match typed.kind(crm) {
                CredentialKind::ApiToken => CredentialKind::OAuthClient,
                CredentialKind::OAuthClient => CredentialKind::ApiToken,
            });
            self.aside = Aside {
                restored: bound(crm, other.wanted(crm), &other.restored[crm]),
                secret: other.wanted(crm).secret.clone(),
            };
        }
    }

    /// Whether the draft's secret is one that was put back.
    #[must_use]
    pub fn is_restored(&self, crm: Crm) -> bool {
        self.restored[crm].is_some()
    }

    /// Whether there is a secret that was put back, of whatever kind.
    #[must_use]
    pub fn has_restored(&self) -> bool {
        self.aside.restored.is_some() || Crm::ALL.iter().any(|crm| self.is_restored(*crm))
    }

    /// Forgets the secrets that were put back.
    pub fn forget_restored(&mut self) {
        for crm in Crm::ALL {
            if self.is_restored(crm) {
                self.set_secret(crm, SecretEdit::Keep);
            }
        }
        if self.aside.restored.is_some() {
            self.aside = Aside::default();
        }
    }

    /// Whether a secret that was put back was typed for another host or identity than the draft's.
    pub(super) fn is_restored_elsewhere(&self, crm: Crm) -> bool {
        let bound_to = self.restored[crm].as_ref();
        bound_to.is_some_and(|bound_to| !goes_with(crm, &self.wanted(crm).fields, bound_to))
    }
}

/// For what a secret was typed that is put back: the host and identity beside it, or if it had been
/// put back before, those of then.
fn bound(crm: Crm, typed: &Wanted, before: &Option<Fields>) -> Option<Fields> {
    match &typed.secret {
        SecretEdit::Replace(secret) if !secret.is_blank() => {
            before.clone().or_else(|| Some(binding(crm, &typed.fields)))
        }
        _ => None,
    }
}
