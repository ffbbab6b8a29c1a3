//! The draft over newer settings: after a save, after somebody else's, after an administrator was unlinked.

use std::collections::BTreeMap;

use domain::{
    Crm, Field, Part, SecretEdit, Settings, Wanted, parse,
    save::{BoxReport, PanelReport, PlatformReport, PlatformWhy, Report},
    wire::Saved,
};

use super::state::Form;

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
            let is_as_restored = secret == now.secret && secret != SecretEdit::Keep;
            next.panels[crm] = kept;
            next.set_secret(crm, secret);
            if is_as_restored {
                next.restored[crm] = self.restored[crm].clone();
            }
        }
        if next.kind(Crm::Zendesk) == self.kind(Crm::Zendesk) {
            next.aside = self.aside.clone();
        } else if next.wanted(Crm::Zendesk).secret == SecretEdit::Keep {
            // The kind came back to which it belongs.
            next.set_secret(Crm::Zendesk, self.aside.secret.clone());
            next.restored[Crm::Zendesk] = self.aside.restored.clone();
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

    /// Notes what is newly known of the stored connections; the draft stays as it is. Known of
    /// another version than the snapshot's, it changes nothing: `None`, as where there is no news.
    #[must_use]
    pub fn knowing(&self, current: &Settings) -> Option<Self> {
        if current.version != self.stored.version {
            return None;
        }
        let mut next = self.clone();
        next.stored = current.clone();
        (next != *self).then_some(next)
    }
}

/// What was typed since `sent` over what is stored now; of what was sent, what the report says stays.
pub(super) fn merge_panel(
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
        let said = |wanted: &Wanted| parse::tidied(crm, *field, wanted.fields.get(*field));
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
