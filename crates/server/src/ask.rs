//! Putting questions to the CRMs: all at once, each within its time, refusals of what is stored twice.

use std::collections::BTreeMap;

use domain::{
    Cause, Check, Connection, Crm, Secret, Verdict,
    save::{Question, SecretSource},
};
use tokio::{task::JoinSet, time::timeout};
use tracing::Instrument as _;

use crate::{app::App, error::Error};

impl App {
    /// Asks one question.
    pub(crate) async fn ask(&self, question: &Question) -> Result<Check, store::Error> {
        let connection = &question.connection;
        let secret = match &question.secret {
            SecretSource::Typed(secret) => secret.clone(),
            // For this very host and identity: it opens for no other.
            SecretSource::Kept => {
                self.store
                    .open_secret(connection.crm(), &connection.binding())
                    .await?
            }
        };
        let check = self.probe(connection, &secret).await;
        // What is stored is called dead only if a second probe says so, too.
        if question.is_stored && check.verdict.is_refusal() {
            return Ok(self.probe(connection, &secret).await);
        }
        Ok(check)
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
            .take(&crms, std::time::Instant::now())
            .map_err(Error::TooManyTries)
    }

    async fn probe(&self, connection: &Connection, secret: &Secret) -> Check {
        match timeout(self.patience, self.verifier.verify(connection, secret)).await {
            Ok(check) => check,
            Err(_) => {
                tracing::warn!(crm = connection.crm().key(), "no verdict in time");
                Check {
                    cause: Some(Cause::TimedOut),
                    ..Check::of(Verdict::Unreachable)
                }
            }
        }
    }
}
