//! The way of a save: read, plan, ask, settle, write. Nothing is locked while a CRM is asked; the
//! version is compared before and in the write.

use domain::{
    Draft, Settings,
    save::{Outcome, Question, TupleReport, plan},
    wire::Saved,
};

use crate::{app::App, error::Error, links, request::now};

/// Saves a draft that was made over the settings at `expected`.
pub(crate) async fn save(app: &App, expected: i64, draft: &Draft) -> Result<Saved, Error> {
    let stored = at_version(app, expected).await?;
    let plan = plan(stored, draft).map_err(Error::InvalidFields)?;
    let questions: Vec<Question> = plan.questions().cloned().collect();
    app.take_tries(&questions)?;
    let answers = match app.ask_all(questions).await {
        Ok(answers) => answers,
        // The secret may have been replaced since the settings were read: then that is the reason.
        Err(error) => return at_version(app, expected).await.and(Err(error.into())),
    };
    let outcome = plan.settle(&answers, now());
    match app.store.save(&outcome).await {
        Ok(()) => {
            app.changed.notify_one();
            verify_links(app, &outcome);
            Ok(Saved {
                settings: outcome.settings,
                report: outcome.report,
            })
        }
        Err(store::Error::Conflict) => Err(Error::VersionMismatch(Box::new(
            app.store.settings().await?,
        ))),
        Err(error) => Err(error.into()),
    }
}

/// New settings of a CRM with links are proven by its links.
fn verify_links(app: &App, outcome: &Outcome) {
    let panel = outcome.settings.panel(links::CRM);
    let is_new = outcome
        .report
        .panels
        .get(&links::CRM)
        .is_some_and(|report| report.tuple == TupleReport::Saved);
    if is_new && !panel.links.is_empty() {
        let own = app.clone();
        app.work.spawn(async move {
            if let Err(error) = links::verify_all(&own, &panel).await {
                tracing::error!(%error, "links after a save");
            }
        });
    }
}

async fn at_version(app: &App, expected: i64) -> Result<Settings, Error> {
    let stored = app.store.settings().await?;
    if stored.version == expected {
        Ok(stored)
    } else {
        Err(Error::VersionMismatch(Box::new(stored)))
    }
}
