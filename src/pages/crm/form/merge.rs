//! The draft over newer settings: after a save, after somebody else's, after an administrator was unlinked.

use std::collections::BTreeMap;

use domain::{
    Crm, Field, Health, Part, SecretEdit, Settings, Wanted, parse,
    save::{BoxReport, PanelReport, PlatformReport, PlatformWhy, Report},
    wire::{Known, Saved},
};

use super::Form;

impl Form {
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
        let is_same_kind = next.kind(Crm::Zendesk) == self.kind(Crm::Zendesk);
        if is_same_kind && matches!(self.aside, SecretEdit::Replace(_)) {
            next.aside = self.aside.clone();
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

    /// The draft over newer settings: what I changed stays, the rest is theirs.
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

    /// The same for all of them and for the linked administrators. What is known of another
    /// version than the snapshot's changes nothing: `None`, as where there is nothing new.
    #[must_use]
    pub fn knowing(&self, known: &Known) -> Option<Self> {
        if known.version != self.stored.version {
            return None;
        }
        let mut next = self.clone();
        for crm in Crm::ALL {
            let (health, links) = (known.health.get(&crm), known.links.get(&crm));
            let panel = self.stored_panel(crm);
            if panel.health.as_ref() != health || panel.links != *links.unwrap_or(&Vec::new()) {
                let panel = next.stored.panels.entry(crm).or_default();
                panel.health = health.cloned();
                panel.links = links.cloned().unwrap_or_default();
            }
        }
        (next != *self).then_some(next)
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
        always: if now.always == sent.always {
            stored.always
        } else {
            now.always
        },
        save_unverified: false,
    }
}
