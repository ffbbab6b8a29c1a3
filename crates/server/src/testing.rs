//! Test connection: the draft over what is stored, asked and not saved.

use domain::{Crm, Health, PanelDraft, Wanted, save::Question, wire::Tested};

use crate::{app::App, error::Error, request::now};

/// Tests one panel. What the CRM finally says of the stored connection itself is noted.
pub(crate) async fn test(app: &App, crm: Crm, draft: &PanelDraft) -> Result<Tested, Error> {
    let stored = app.store.settings().await?;
    let panel = stored.panel(crm);
    let wanted = Wanted::merge(crm, &panel, draft);
    let strangers = draft.fields.strangers(crm);
    if !strangers.is_empty() {
        return Err(Error::InvalidFields(strangers));
    }
    let question = Question::of(crm, &wanted, &panel)
        .map_err(|unready| Error::NotTestable(unready.problems(crm, &wanted)))?;
    app.take_tries(std::slice::from_ref(&question))?;
    let check = app.ask(&question).await?;
    let mut noted = None;
    if question.is_stored && check.verdict.is_final() {
        let health = Health {
            check: check.clone(),
            checked_at: now(),
        };
        if app.store.set_health(crm, &health, stored.version).await? {
            noted = Some(health);
        }
    }
    Ok(Tested { check, noted })
}
