//! Test connection: the draft over what is stored, asked and not saved.

use std::time::Instant;

use domain::{Crm, Panel, PanelDraft, Wanted, save::Question, wire::Tested};

use crate::{app::App, error::Error, links};

/// Tests one panel. What the CRM finally says of the stored connection itself is noted.
pub(crate) async fn test(app: &App, crm: Crm, draft: &PanelDraft) -> Result<Tested, Error> {
    let stored = app.store.settings().await?;
    let panel = stored.panel(crm);
    let wanted = Wanted::merge(crm, &panel, draft);
    let strangers = draft.strangers(crm);
    if !strangers.is_empty() {
        return Err(Error::InvalidFields(strangers));
    }
    if crm.has_links() {
        return test_links(app, &panel).await;
    }
    let question = Question::of(crm, &wanted, &panel)
        .map_err(|unready| Error::NotTestable(unready.problems(crm, &wanted)))?;
    app.take_tries(std::slice::from_ref(&question))?;
    let (check, noted) = app.ask_and_note(&question, stored.version).await?;
    Ok(Tested { check, noted })
}

/// Tests every link with what is stored; the draft proves nothing there.
async fn test_links(app: &App, panel: &Panel) -> Result<Tested, Error> {
    if panel.links.is_empty() {
        return Err(Error::NoAdminLinked);
    }
    app.tries
        .take(&[links::CRM], Instant::now())
        .map_err(Error::TooManyTries)?;
    let check = app.ask_links(panel).await?;
    Ok(Tested { check, noted: None })
}
