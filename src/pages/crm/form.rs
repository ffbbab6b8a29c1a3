//! The page's one draft over one snapshot: a plain struct, so that its rules are tested natively.
//!
//! Dirty means that the draft differs from the snapshot; typing a value back makes it clean again.

use std::collections::BTreeMap;

use domain::{
    ActsAs, Crm, Draft, Field, Health, Input, Obstacle, Panel, Part, SecretEdit, Settings, Wanted,
    availability, parse,
    save::{BoxReport, PanelReport, PlatformReport, PlatformWhy, Report},
    wire::Saved,
};

/// The draft and what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    stored: Settings,
    platform: Option<Crm>,
    panels: BTreeMap<Crm, Wanted>,
}

/// One thing in which the draft differs from the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The agent platform.
    Platform,
    /// A field or the secret of a panel.
    Input(Crm, Input),
    /// A panel's Default User box.
    DefaultUser(Crm),
}

impl Form {
    /// A clean draft over a snapshot.
    #[must_use]
    pub fn new(stored: Settings) -> Self {
        let panels = Crm::ALL
            .map(|crm| (crm, Wanted::unchanged(crm, &stored.panel(crm))))
            .into();
        Self {
            platform: stored.agent_platform,
            panels,
            stored,
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

    /// Types into a field.
    pub fn set_field(&mut self, crm: Crm, field: Field, text: String) {
        self.panel_mut(crm).fields.set(field, text);
    }

    /// Types, removes or keeps the secret. Where nothing is kept, nothing typed and nothing to
    /// remove are no edits.
    pub fn set_secret(&mut self, crm: Crm, edit: SecretEdit) {
        let is_kept = self.stored_panel(crm).secret.is_some();
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

    /// Ticks or unticks the box, unless something stands in the way.
    pub fn toggle_default_user(&mut self, crm: Crm) {
        if self.obstacles(crm).is_empty() {
            let panel = self.panel_mut(crm);
            panel.default_user = !panel.default_user;
        }
    }

    /// What stands in the way of ticking the box.
    #[must_use]
    pub fn obstacles(&self, crm: Crm) -> Vec<Obstacle> {
        availability(
            crm,
            self.wanted(crm),
            self.stored_panel(crm).secret.as_ref(),
        )
    }

    /// Whether the box shows a tick: wanted and available.
    #[must_use]
    pub fn shows_default_user(&self, crm: Crm) -> bool {
        self.wanted(crm).default_user && self.obstacles(crm).is_empty()
    }

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
                Change::Platform | Change::DefaultUser(_) => false,
            })
    }

    fn panel_changes(&self, crm: Crm) -> Vec<Change> {
        let (stored, wanted) = (self.stored_panel(crm), self.wanted(crm));
        let fields = crm
            .fields()
            .iter()
            .filter(|field| wanted.fields.get(**field) != stored.fields.get(**field));
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
        changes
    }

    /// Whom the panel's tuple is known to act as: nobody once it differs from the stored one.
    #[must_use]
    pub fn acts_as(&self, crm: Crm) -> Option<ActsAs> {
        let health = self
            .stored_panel(crm)
            .health
            .filter(|_| !self.changes_tuple(crm));
        health.and_then(|health| health.check.acts_as)
    }

    /// What to send: the panels that differ, whole; "Save anyway" holds for one of them.
    #[must_use]
    pub fn draft(&self, unverified: Option<Crm>) -> Draft {
        let panels = Crm::ALL
            .into_iter()
            .filter(|crm| !self.panel_changes(*crm).is_empty());
        let panels = panels
            .map(|crm| {
                (
                    crm,
                    Wanted {
                        save_unverified: unverified == Some(crm),
                        ..self.wanted(crm).clone()
                    }
                    .into(),
                )
            })
            .collect();
        Draft {
            agent_platform: self.platform,
            panels,
        }
    }

    /// Whether saving this asks the CRM.
    #[must_use]
    pub fn asks(&self, crm: Crm) -> bool {
        let turns_on = self.wanted(crm).default_user && !self.stored_panel(crm).default_user;
        self.obstacles(crm).is_empty() && (turns_on || self.changes_tuple(crm))
    }

    /// The draft over what is stored after `sent` was saved. What was typed while the save was
    /// under way stays; of what was sent, what could not be checked stays, and the rest is as stored.
    #[must_use]
    pub fn rebased(&self, sent: &Self, saved: &Saved) -> Self {
        let mut next = Self::new(saved.settings.clone());
        for crm in Crm::ALL {
            let (now, before) = (self.wanted(crm), sent.wanted(crm));
            let report = saved.report.panels.get(&crm);
            let kept = merge_panel(crm, now, before, next.wanted(crm), report);
            let secret = kept.secret.clone();
            next.panels.insert(crm, kept);
            next.set_secret(crm, secret);
        }
        let waits = matches!(
            saved.report.agent_platform,
            PlatformReport::Kept {
                why: PlatformWhy::NotChecked,
                ..
            }
        );
        if self.platform != sent.platform || waits {
            next.platform = self.platform;
        }
        next
    }

    /// The draft over somebody else's newer settings: what I changed stays, the rest is theirs.
    #[must_use]
    pub fn over(&self, current: Settings) -> Self {
        let base = Self::new(self.stored.clone());
        let nothing = Report {
            agent_platform: PlatformReport::Unchanged,
            panels: BTreeMap::new(),
        };
        self.rebased(
            &base,
            &Saved {
                settings: current,
                report: nothing,
            },
        )
    }

    /// Notes what is newly known of a stored connection; the draft stays as it is.
    pub fn note_health(&mut self, crm: Crm, health: Health) {
        self.stored.panels.entry(crm).or_default().health = Some(health);
    }

    fn panel_mut(&mut self, crm: Crm) -> &mut Wanted {
        self.panels.entry(crm).or_default()
    }
}

fn merge_panel(
    crm: Crm,
    now: &Wanted,
    sent: &Wanted,
    stored: &Wanted,
    report: Option<&PanelReport>,
) -> Wanted {
    let keeps_typed = report.is_some_and(PanelReport::keeps_typed);
    let waits = report.is_some_and(|report| report.default_user == BoxReport::NotYet);
    let field = |field: &Field| {
        let stays = keeps_typed && field.part() != Part::Other;
        // A field that was left meanwhile is spelled anew: that is no typing.
        let said = |wanted: &Wanted| {
            let text = wanted.fields.get(*field);
            parse::canonical(crm, *field, text).unwrap_or_else(|_| parse::clean(text))
        };
        let typed_since = said(now) != said(sent);
        let from = if stays || typed_since { now } else { stored };
        (*field, from.fields.get(*field).to_owned())
    };
    Wanted {
        fields: crm.fields().iter().map(field).collect(),
        secret: if keeps_typed || now.secret != sent.secret {
            now.secret.clone()
        } else {
            SecretEdit::Keep
        },
        default_user: if waits || now.default_user != sent.default_user {
            now.default_user
        } else {
            stored.default_user
        },
        save_unverified: false,
    }
}
