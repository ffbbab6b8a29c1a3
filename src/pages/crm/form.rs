//! The page's one draft over one snapshot: a plain struct, so that its rules are tested natively.
//!
//! Dirty means that the draft differs from the snapshot; typing a value back makes it clean again.

mod changes;
mod merge;
mod salesforce;

use std::{collections::BTreeMap, mem};

use domain::{
    ActsAs, CredentialKind, Crm, Field, Obstacle, Panel, SecretEdit, SecretState, Settings, Wanted,
    availability,
};

pub use changes::Change;
pub use salesforce::Effect;

/// The draft and what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    stored: Settings,
    platform: Option<Crm>,
    panels: BTreeMap<Crm, Wanted>,
    /// What was typed for the kind of credential that is not chosen; it comes back with its kind.
    aside: SecretEdit,
}

impl Form {
    /// A clean draft over a snapshot.
    #[must_use]
    pub fn new(stored: Settings) -> Self {
        // One by one: a map made of a list brings 3 kB of sorting along.
        let mut panels = BTreeMap::new();
        for crm in Crm::ALL {
            panels.insert(crm, Wanted::unchanged(crm, &stored.panel(crm)));
        }
        Self {
            platform: stored.agent_platform,
            panels,
            stored,
            aside: SecretEdit::Keep,
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
        &self.panels[&crm]
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
        let coming = mem::take(&mut self.aside);
        self.aside = mem::take(&mut self.panel_mut(crm).secret);
        self.set_secret(crm, coming);
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
        let stored = Panel {
            secret: self.kept_secret(crm),
            ..self.stored_panel(crm)
        };
        availability(crm, self.wanted(crm), &stored)
    }

    /// Whether the box shows a tick: wanted and available.
    #[must_use]
    pub fn shows_default_user(&self, crm: Crm) -> bool {
        self.wanted(crm).default_user && self.obstacles(crm).is_empty()
    }

    /// Whether box 2 shows a tick: wanted and available.
    #[must_use]
    pub fn shows_always(&self, crm: Crm) -> bool {
        self.wanted(crm).always && self.obstacles(crm).is_empty()
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

    fn panel_mut(&mut self, crm: Crm) -> &mut Wanted {
        self.panels.entry(crm).or_default()
    }
}
