//! The draft over its snapshot: what is typed, chosen and ticked, and what the rules make of it.

use std::mem;

use domain::{
    ActsAs, CredentialKind, Crm, Field, Fields, Obstacle, Panel, SecretEdit, SecretState, Settings,
    Wanted, availability, goes_with,
};

use super::super::per_crm::PerCrm;

/// The draft and what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub(super) stored: Settings,
    pub(super) platform: Option<Crm>,
    pub(super) panels: PerCrm<Wanted>,
    /// The host and identity that a restored secret was typed for: it goes nowhere else, and is not shown.
    pub(super) restored: PerCrm<Option<Fields>>,
    /// What was typed for Zendesk's kind of credential that is not chosen; it comes back with its kind.
    pub(super) aside: Aside,
}

/// An edit of a secret, and what it was typed for if it was restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aside {
    pub(super) secret: SecretEdit,
    pub(super) restored: Option<Fields>,
}

impl Form {
    /// A clean draft over a snapshot.
    #[must_use]
    pub fn new(stored: Settings) -> Self {
        Self {
            platform: stored.agent_platform,
            panels: PerCrm::new(|crm| Wanted::unchanged(crm, &stored.panel(crm))),
            stored,
            restored: PerCrm::default(),
            aside: Aside::default(),
        }
    }

    /// The snapshot.
    #[must_use]
    pub fn stored(&self) -> &Settings {
        &self.stored
    }

    /// The saved panel of a CRM.
    #[must_use]
    pub fn stored_panel(&self, crm: Crm) -> Panel {
        self.stored.panel(crm)
    }

    /// The agent platform as chosen.
    #[must_use]
    pub fn platform(&self) -> Option<Crm> {
        self.platform
    }

    /// Chooses the agent platform.
    pub fn set_platform(&mut self, crm: Crm) {
        self.platform = Some(crm);
    }

    /// A panel as wanted.
    #[must_use]
    pub fn wanted(&self, crm: Crm) -> &Wanted {
        &self.panels[crm]
    }

    /// The kind of credential as chosen; where there is no choice, the one there is.
    #[must_use]
    pub fn kind(&self, crm: Crm) -> CredentialKind {
        CredentialKind::of(&self.wanted(crm).fields)
    }

    /// The kept secret, if it is one of the chosen kind.
    #[must_use]
    pub fn kept_secret(&self, crm: Crm) -> Option<SecretState> {
        let is_client = self.kind(crm) == CredentialKind::OAuthClient;
        let kept = self.stored_panel(crm).secret;
        kept.filter(|kept| kept.bound_to.names(Field::ClientId) == is_client)
    }

    /// Types into a field.
    pub fn set_field(&mut self, crm: Crm, field: Field, text: String) {
        self.panel_mut(crm).fields.set(field, text);
    }

    /// Types, removes or keeps the secret. Where nothing is kept, nothing typed and nothing to
    /// remove are no edits.
    pub fn set_secret(&mut self, crm: Crm, edit: SecretEdit) {
        let is_kept = self.kept_secret(crm).is_some();
        let is_nothing = match &edit {
            SecretEdit::Replace(typed) => typed.expose_secret().is_empty(),
            SecretEdit::Clear => true,
            SecretEdit::Keep => false,
        };
        self.restored[crm] = None;
        self.panel_mut(crm).secret = if is_nothing && !is_kept {
            SecretEdit::Keep
        } else {
            edit
        };
    }

    /// Chooses Zendesk's kind of credential; each kind finds what was typed for it.
    pub fn set_kind(&mut self, kind: CredentialKind) {
        let crm = Crm::Zendesk;
        if self.kind(crm) == kind {
            return;
        }
        let stored = self.stored.panel(crm).fields;
        let word = if CredentialKind::of(&stored) == kind {
            stored.get(Field::CredentialKind)
        } else {
            kind.key()
        };
        self.set_field(crm, Field::CredentialKind, word.to_owned());
        let going = Aside {
            restored: self.restored[crm].take(),
            secret: mem::take(&mut self.panel_mut(crm).secret),
        };
        let coming = mem::replace(&mut self.aside, going);
        self.set_secret(crm, coming.secret);
        self.restored[crm] = coming.restored;
    }

    /// Ticks or unticks the box, unless something stands in the way.
    pub fn toggle_default_user(&mut self, crm: Crm) {
        if self.obstacles(crm).is_empty() {
            let panel = self.panel_mut(crm);
            panel.default_user = !panel.default_user;
        }
    }

    /// Ticks or unticks box 2, unless something stands in the way.
    pub fn toggle_always(&mut self, crm: Crm) {
        if self.obstacles(crm).is_empty() {
            let panel = self.panel_mut(crm);
            panel.always = !panel.always;
        }
    }

    /// What stands in the way of ticking a box.
    #[must_use]
    pub fn obstacles(&self, crm: Crm) -> Vec<Obstacle> {
        let mut wanted = self.wanted(crm).clone();
        if self.is_restored(crm) {
            // It counts as a kept one does: for the host and identity it was typed for.
            wanted.secret = SecretEdit::Keep;
        }
        availability(crm, &wanted, &self.backed(crm))
    }

    /// Whether the box shows a tick: wanted and available. "Replace" left empty changes nothing, so
    /// it takes no tick away either.
    #[must_use]
    pub fn shows_default_user(&self, crm: Crm) -> bool {
        self.wanted(crm).default_user && self.is_available(crm)
    }

    /// Whether box 2 shows a tick.
    #[must_use]
    pub fn shows_always(&self, crm: Crm) -> bool {
        self.wanted(crm).always && self.is_available(crm)
    }

    fn is_available(&self, crm: Crm) -> bool {
        let is_blank = |obstacle: &Obstacle| *obstacle == Obstacle::NewSecretBlank;
        let mut kept = self.clone();
        if self.obstacles(crm).iter().any(is_blank) {
            kept.panel_mut(crm).secret = SecretEdit::Keep;
        }
        kept.obstacles(crm).is_empty()
    }

    /// Whom the panel's connection is known to act as: nobody once it differs from the stored one.
    #[must_use]
    pub fn acts_as(&self, crm: Crm) -> Option<ActsAs> {
        if crm.has_links() {
            return self.acting_admin();
        }
        let health = self
            .stored_panel(crm)
            .health
            .filter(|_| !self.changes_tuple(crm));
        health.and_then(|health| health.check.acts_as)
    }

    /// Whether saving this asks the CRM.
    #[must_use]
    pub fn asks(&self, crm: Crm) -> bool {
        let turns_on = self.wanted(crm).default_user && !self.stored_panel(crm).default_user;
        // What is typed into Salesforce's panel is proven by a link, not by a save.
        let is_new = if crm.has_links() {
            turns_on && !self.changes_tuple(crm) && !self.ends_links()
        } else {
            turns_on || self.changes_tuple(crm)
        };
        is_new && self.obstacles(crm).is_empty()
    }

    /// The stored panel with the secret that the draft may count on.
    fn backed(&self, crm: Crm) -> Panel {
        let goes = |bound_to: &Fields| goes_with(crm, &self.wanted(crm).fields, bound_to);
        // Typed back to what the kept secret is bound to, that one counts.
        let kept = self.kept_secret(crm);
        let is_kept_meant = kept.as_ref().is_some_and(|kept| goes(&kept.bound_to));
        let restored = self.restored[crm].as_ref();
        let restored = restored.filter(|bound_to| goes(bound_to) || !is_kept_meant);
        let restored = restored.map(|bound_to| SecretState {
            last_four: None,
            replaced_at: 0,
            bound_to: bound_to.clone(),
        });
        Panel {
            secret: restored.or(kept),
            ..self.stored_panel(crm)
        }
    }

    pub(super) fn panel_mut(&mut self, crm: Crm) -> &mut Wanted {
        &mut self.panels[crm]
    }
}
