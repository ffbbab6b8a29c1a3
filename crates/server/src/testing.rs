//! Test connection: the draft over what is stored, asked and not saved.

use domain::{
    Check, Code, Crm, Health, Input, PanelDraft, Unready, Wanted, save::Question, wire::Problem,
};

use crate::{app::App, error::Error, request::now};

/// Tests one panel. What the CRM finally says of the stored connection itself is noted.
pub(crate) async fn test(app: &App, crm: Crm, draft: &PanelDraft) -> Result<Check, Error> {
    let stored = app.store.settings().await?;
    let panel = stored.panel(crm);
    let wanted = Wanted::merge(crm, &panel, draft);
    refuse_unknown_fields(crm, draft)?;
    let question =
        Question::of(crm, &wanted, &panel).map_err(|unready| untestable(crm, &wanted, &unready))?;
    app.take_tries(std::slice::from_ref(&question))?;
    let check = app.ask(&question).await?;
    if question.is_stored && check.verdict.is_final() {
        let health = Health {
            check: check.clone(),
            checked_at: now(),
        };
        app.store.set_health(crm, &health, stored.version).await?;
    }
    Ok(check)
}

fn refuse_unknown_fields(crm: Crm, draft: &PanelDraft) -> Result<(), Error> {
    let unknown = draft
        .fields
        .iter()
        .filter(|(field, _)| !crm.fields().contains(field));
    let problems: Vec<Problem> = unknown
        .map(|(field, text)| Problem::at(crm, Input::Field(field), Code::UnknownField, Some(text)))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::InvalidFields(problems))
    }
}

fn untestable(crm: Crm, wanted: &Wanted, unready: &Unready) -> Error {
    let missing = unready.missing.iter().map(|input| (*input, Code::Missing));
    let malformed = unready.malformed.iter().copied();
    let bound = unready
        .bound_elsewhere
        .map(|_| (Input::Secret, Code::SecretRequired));
    let problems = missing.chain(malformed).chain(bound).map(|(input, code)| {
        let entered = match input {
            Input::Field(field) => Some(wanted.fields.get(field)),
            Input::Secret => None,
        };
        Problem::at(crm, input, code, entered)
    });
    Error::NotTestable(problems.collect())
}
