//! Test connection: the draft over what is stored, asked and not saved.

use domain::{Crm, Panel, PanelDraft, Wanted, save::Question, wire::Tested};

use super::{context::Service, error::Error};

impl Service {
    /// Tests one panel. What the CRM finally says of the stored connection itself is noted.
    ///
    /// # Errors
    /// [`Error::InvalidFields`], [`Error::NotTestable`], [`Error::NoAdminLinked`],
    /// [`Error::RateLimited`], [`Error::Store`].
    pub(crate) async fn test(&self, crm: Crm, draft: &PanelDraft) -> Result<Tested, Error> {
        let stored = self.store.settings().await?;
        self.refuse_kept_secrets(&stored, [(crm, draft)].into_iter())
            .await?;
        let panel = stored.panel(crm);
        let wanted = Wanted::merge(crm, &panel, draft);
        let mut problems = draft.strangers(crm);
        problems.extend(wanted.misplaced(crm));
        if !problems.is_empty() {
            return Err(Error::InvalidFields(problems));
        }
        if crm.has_links() {
            return self.test_links(crm, &panel).await;
        }
        let question = Question::of(crm, &wanted, &panel)
            .map_err(|unready| Error::NotTestable(unready.problems(crm, &wanted)))?;
        self.take(std::slice::from_ref(&question))?;
        let (check, noted) = self.probe.ask_and_note(&question, stored.version).await?;
        Ok(Tested { check, noted })
    }

    /// Tests every link with what is stored; the draft proves nothing there.
    async fn test_links(&self, crm: Crm, panel: &Panel) -> Result<Tested, Error> {
        if panel.links.is_empty() {
            return Err(Error::NoAdminLinked);
        }
        self.probe.take(&[crm])?;
        let check = self.probe.ask_links(panel).await?;
        Ok(Tested { check, noted: None })
    }
}
