//! Which CRM is live, which one would be after a save, and what that does to its records.

use domain::{
    Crm, Panel, Status,
    save::{Switch, strands, switch},
    status,
};

use super::state::Form;

/// How a panel stands to the agent platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is live, or will be after the next save: there is no other.
    Live,
    /// Nothing is live or chosen yet.
    Unchosen,
    /// It is chosen and ready: the next save makes it live, if that is agreed to.
    Next,
    /// It is chosen and not ready: this one stays live.
    NotYet(Crm),
    /// Another one is live, and this panel is only looked at; it may be ready to take over.
    Aside {
        /// Whether it could take over at once.
        is_ready: bool,
    },
}

impl Form {
    /// The panel as it would stand if its CRM accepts what can be sent: a malformed tuple stays
    /// behind, so the stored one goes on acting.
    #[must_use]
    pub fn accepted(&self, crm: Crm) -> Panel {
        self.sendable().0.would_be(crm)
    }

    /// The same of a form that can be sent.
    fn would_be(&self, crm: Crm) -> Panel {
        self.sent(crm).accepted(crm, &self.stored_panel(crm))
    }

    /// What a save would make of the agent platform: nobody switches to what stays behind.
    #[must_use]
    pub fn switch(&self) -> Switch {
        let (sendable, _) = self.sendable();
        let would_be = sendable.platform.map(|crm| sendable.would_be(crm));
        switch(
            &self.stored,
            sendable.platform,
            &would_be.unwrap_or_default(),
        )
    }

    /// How a panel stands to the agent platform.
    #[must_use]
    pub fn standing(&self, crm: Crm) -> Standing {
        let is_chosen = self.platform == Some(crm);
        match self.stored.agent_platform {
            Some(live) if live == crm => Standing::Live,
            Some(live) if is_chosen => match self.switch() {
                Switch::Leaves { .. } | Switch::Saved => Standing::Next,
                Switch::NotYet { .. } | Switch::Stays => Standing::NotYet(live),
            },
            Some(_) => Standing::Aside {
                is_ready: self.is_ready(crm),
            },
            None if is_chosen => Standing::Live,
            None => Standing::Unchosen,
        }
    }

    /// Whether a save could make it the agent platform.
    fn is_ready(&self, crm: Crm) -> bool {
        let (sendable, behind) = self.sendable();
        let is_whole = !behind.iter().any(|problem| problem.crm == crm);
        is_whole && status(crm, &sendable.would_be(crm)).works()
    }

    /// Whether saving this takes away what the live platform lives on, and nothing takes its place.
    #[must_use]
    pub fn strands(&self, crm: Crm) -> bool {
        let stays = matches!(self.switch(), Switch::Stays | Switch::NotYet { .. });
        stays && strands(&self.stored, crm, &self.accepted(crm))
    }

    /// Whether unlinking that administrator does.
    #[must_use]
    pub fn unlink_strands(&self, id: &str) -> bool {
        let crm = Crm::Salesforce;
        let mut panel = self.stored_panel(crm);
        panel.links.retain(|link| link.id != id);
        strands(&self.stored, crm, &panel)
    }

    /// The chip of a platform's card.
    #[must_use]
    pub fn status(&self, crm: Crm) -> Status {
        status(crm, &self.stored_panel(crm))
    }
}
