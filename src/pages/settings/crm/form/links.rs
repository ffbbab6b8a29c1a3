//! What the form knows of Salesforce: its links, its login URL, and what a link still lacks.

use domain::{
    ActsAs, Crm, Draft, Field, Fields, Input, Link, PanelDraft, acting, keeps_links,
    missing_for_link,
};

use super::{changes::Change, state::Form};

const CRM: Crm = Crm::Salesforce;

/// What has to be done before an administrator can be linked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// Inputs to fill in.
    pub fill: Vec<Input>,
    /// Inputs that are filled in and not saved yet.
    pub save: Vec<Input>,
}

impl Gate {
    /// Whether the way is free.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// What unlinking one administrator does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It was the last one, and a box is on: it goes off.
    Unticks,
    /// It was the last one.
    NobodyLeft,
    /// This one acts next.
    Next(String),
    /// This one goes on acting.
    Stays(String),
    /// Others are linked, and none of them works.
    NobodyWorks,
}

impl Form {
    /// The linked administrators, in the order of their use.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        let panel = self.stored.panels.get(&CRM);
        panel.map_or(&[], |panel| &panel.links)
    }

    /// What a linked administrator is called.
    #[must_use]
    pub fn admin_name(&self, id: &str) -> String {
        let link = self.links().iter().find(|link| link.id == id);
        link.map(|link| link.name.clone()).unwrap_or_default()
    }

    /// Whether saving this makes every linked administrator link again.
    #[must_use]
    pub fn ends_links(&self) -> bool {
        !self.links().is_empty()
            && !keeps_links(
                CRM,
                &self.stored_panel(CRM).fields,
                &self.wanted(CRM).fields,
            )
    }

    pub(super) fn acting_admin(&self) -> Option<ActsAs> {
        let link = acting(self.links()).filter(|_| !self.ends_links())?;
        Some(ActsAs {
            name: link.name.clone(),
            email: None,
            role: link.role.clone(),
        })
    }

    /// What has to be filled in or saved before an administrator can be linked.
    #[must_use]
    pub fn link_gate(&self) -> Gate {
        let missing = missing_for_link(&self.stored_panel(CRM));
        let changed: Vec<_> = self
            .panel_changes(CRM)
            .into_iter()
            .filter_map(|change| match change {
                Change::Input(_, input) => Some(input),
                _ => None,
            })
            .collect();
        let matters = |input: &Input| match input {
            Input::Field(Field::SessionField | Field::OrgName | Field::Cloud) => {
                missing.contains(input)
            }
            _ => true,
        };
        let is_typed = |input: &Input| changed.contains(input);
        Gate {
            fill: missing
                .iter()
                .copied()
                .filter(|input| !is_typed(input))
                .collect(),
            save: changed.iter().copied().filter(matters).collect(),
        }
    }

    /// The login URL saved alone: the form as if nothing else were typed, and what to send of it.
    #[must_use]
    pub fn login_url_alone(&self) -> (Self, Draft) {
        let url = self.wanted(CRM).fields.get(Field::LoginUrl);
        let mut sent = Self::new(self.stored.clone());
        sent.set_field(CRM, Field::LoginUrl, url.to_owned());
        let panel = PanelDraft {
            fields: Fields::from([(Field::LoginUrl, url)]),
            ..PanelDraft::default()
        };
        let mut draft = Draft {
            agent_platform: self.stored.agent_platform,
            ..Draft::default()
        };
        draft.panels.insert(CRM, panel);
        (sent, draft)
    }

    /// Whether the login URL is not saved yet.
    #[must_use]
    pub fn has_new_login_url(&self) -> bool {
        let stored = self.stored_panel(CRM);
        self.wanted(CRM).fields.get(Field::LoginUrl) != stored.fields.get(Field::LoginUrl)
    }

    /// What unlinking that administrator would do.
    #[must_use]
    pub fn unlink_effect(&self, id: &str) -> Effect {
        let stored = self.stored_panel(CRM);
        let acts = acting(&stored.links).is_some_and(|link| link.id == id);
        let mut rest = stored.links;
        rest.retain(|link| link.id != id);
        match acting(&rest) {
            Some(next) if acts => Effect::Next(next.name.clone()),
            Some(next) => Effect::Stays(next.name.clone()),
            None if !rest.is_empty() => Effect::NobodyWorks,
            None if stored.default_user || stored.always => Effect::Unticks,
            None => Effect::NobodyLeft,
        }
    }
}
