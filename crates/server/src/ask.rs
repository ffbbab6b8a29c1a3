//! Putting questions to the CRMs: all at once, each within its time, refusals of what is stored twice.

use std::{collections::BTreeMap, time::Instant};

use domain::{
    Cause, Check, Crm, Health, Panel, Verdict,
    save::{Question, SecretSource},
};
use tokio::{task::JoinSet, time::timeout};
use tracing::Instrument as _;

use crate::{app::App, error::Error, links, request::now};

impl App {
    /// Asks one question.
    pub(crate) async fn ask(&self, question: &Question) -> Result<Check, store::Error> {
        let connection = &question.connection;
        // What is typed there proves nothing: its links do.
        if connection.crm().has_links() {
            let panel = self.store.settings().await?.panel(connection.crm());
            return self.ask_links(&panel).await;
        }
        let secret = match &question.secret {
            SecretSource::Typed(secret) => secret.clone(),
            // For this very host and identity: it opens for no other.
            SecretSource::Kept => {
                self.store
                    .open_secret(connection.crm(), &connection.binding())
                    .await?
            }
        };
        let asking = async {
            let check = self.verifier.verify(connection, &secret).await;
            // What is stored is called dead only if a second probe says so, too.
            if question.is_stored && check.verdict.is_refusal() {
                self.tries.charge(connection.crm(), Instant::now());
                return self.verifier.verify(connection, &secret).await;
            }
            check
        };
        let check = timeout(self.patience, asking).await;
        // One patience for both probes: without the second one's word nothing is final.
        let check = check.unwrap_or_else(|_| {
            tracing::warn!(crm = connection.crm().key(), "no verdict in time");
            timed_out()
        });
        self.metrics
            .verified(connection.crm(), check.verdict, now());
        Ok(check)
    }

    /// Asks about every link of this panel, within one patience.
    pub(crate) async fn ask_links(&self, panel: &Panel) -> Result<Check, store::Error> {
        let asking = timeout(self.patience, links::verify_all(self, panel));
        asking.await.unwrap_or_else(|_| Ok(timed_out()))
    }

    /// Asks about the stored connection, or about what is typed over it, and notes a final word on
    /// what is stored. Gives what is noted.
    pub(crate) async fn ask_and_note(
        &self,
        question: &Question,
        version: i64,
    ) -> Result<(Check, Option<Health>), store::Error> {
        let check = self.ask(question).await?;
        if !question.is_stored || !check.verdict.is_final() {
            return Ok((check, None));
        }
        let health = Health {
            check: check.clone(),
            checked_at: now(),
        };
        let crm = question.connection.crm();
        let noted = self.store.set_health(crm, &health, version).await?;
        self.changed.notify_one();
        Ok((check, noted))
    }

    /// Asks all of them at once. A CRM whose answer is missing counts as unreachable.
    pub(crate) async fn ask_all(
        &self,
        questions: Vec<Question>,
    ) -> Result<BTreeMap<Crm, Check>, store::Error> {
        let mut asking = JoinSet::new();
        for question in questions {
            let app = self.clone();
            let answer = async move { (question.connection.crm(), app.ask(&question).await) };
            // In the request's span: the lines of the connectors carry its id.
            asking.spawn(answer.in_current_span());
        }
        let mut answers = BTreeMap::new();
        while let Some(answer) = asking.join_next().await {
            match answer {
                Ok((crm, check)) => answers.insert(crm, check?),
                Err(error) => {
                    tracing::error!(%error, "a verification broke off");
                    continue;
                }
            };
        }
        Ok(answers)
    }

    /// Takes the tries that these questions cost.
    pub(crate) fn take_tries(&self, questions: &[Question]) -> Result<(), Error> {
        let crms: Vec<Crm> = questions
            .iter()
            .map(|question| question.connection.crm())
            .collect();
        self.tries
            .take(&crms, Instant::now())
            .map_err(Error::TooManyTries)
    }
}

fn timed_out() -> Check {
    Check {
        cause: Some(Cause::TimedOut),
        ..Check::of(Verdict::Unreachable)
    }
}
