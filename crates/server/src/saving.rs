//! The way of a save: read, plan, ask, settle, write. Nothing is locked while a CRM is asked; the
//! version is compared before and in the write.

use domain::{
    Draft, Settings,
    save::{Question, plan},
    wire::Saved,
};

use crate::{app::App, error::Error, request::now};

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

async fn at_version(app: &App, expected: i64) -> Result<Settings, Error> {
    let stored = app.store.settings().await?;
    if stored.version == expected {
        Ok(stored)
    } else {
        Err(Error::VersionMismatch(Box::new(stored)))
    }
}
