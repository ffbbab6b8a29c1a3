//! A save: plan, ask, settle, write. Nothing is locked while a CRM is asked; the version is compared
//! before and in the write.

use domain::{
    Draft, Settings,
    save::{Outcome, Question, TupleReport, plan},
    wire::Saved,
};
use links::CRM;

use super::{context::Service, error::Error};

impl Service {
    /// Saves a draft that was made over the settings at `expected`.
    ///
    /// # Errors
    /// [`Error::VersionMismatch`], [`Error::InvalidFields`], [`Error::RateLimited`], [`Error::Store`];
    /// nothing is saved then.
    pub(crate) async fn save(&self, expected: i64, draft: &Draft) -> Result<Saved, Error> {
        let stored = self.at_version(expected).await?;
        let plan = plan(stored, draft).map_err(Error::InvalidFields)?;
        let questions: Vec<Question> = plan.questions().cloned().collect();
        self.take(&questions)?;
        let answers = match self.probe.ask_all(questions).await {
            Ok(answers) => answers,
            // The secret may have been replaced since the settings were read: then that is the reason.
            Err(error) => return self.at_version(expected).await.and(Err(error.into())),
        };
        let outcome = plan.settle(&answers, self.clock.now());
        match self.store.save(&outcome).await {
            Ok(()) => {
                self.changed.notify_one();
                self.verify_links(&outcome);
                Ok(Saved {
                    settings: self.with_failing(outcome.settings),
                    report: outcome.report,
                })
            }
            Err(store::Error::Conflict) => {
                Err(Error::VersionMismatch(Box::new(self.read().await?)))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Takes the tries that these questions cost.
    pub(super) fn take(&self, questions: &[Question]) -> Result<(), Error> {
        let crms: Vec<_> = questions
            .iter()
            .map(|question| question.connection.crm())
            .collect();
        Ok(self.probe.take(&crms)?)
    }

    /// New settings of a CRM with links are proven by its links.
    fn verify_links(&self, outcome: &Outcome) {
        let panel = outcome.settings.panel(CRM);
        let is_new = outcome
            .report
            .panels
            .get(&CRM)
            .is_some_and(|report| report.tuple == TupleReport::Saved);
        if is_new && !panel.links.is_empty() {
            let links = self.links.clone();
            self.work.spawn(async move {
                if let Err(error) = links.verify_all(&panel).await {
                    tracing::error!(%error, "links after a save");
                }
            });
        }
    }

    async fn at_version(&self, expected: i64) -> Result<Settings, Error> {
        let stored = self.store.settings().await?;
        if stored.version == expected {
            Ok(stored)
        } else {
            Err(Error::VersionMismatch(Box::new(self.with_failing(stored))))
        }
    }
}
