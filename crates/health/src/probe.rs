//! One question to a CRM about a credential: within its time, and what is stored is called dead only
//! by two.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use crm::Verifier;
use domain::{
    Cause, Check, Crm, Health, Panel, Settings, Verdict, Wanted,
    save::{Question, SecretSource},
};
use links::{Links, Observer};
use store::{Clock, Store};
use tokio::{
    sync::Notify,
    task::JoinSet,
    time::{Instant, timeout},
};
use tracing::Instrument as _;

use crate::rate_limit::{Exhausted, RateLimit};

/// What the service is made of.
pub struct Context {
    /// Where connections and what is known of them are kept.
    pub store: Store,
    /// Who asks the CRMs.
    pub verifier: Arc<dyn Verifier>,
    /// The linked administrators, for the CRM that is proven by them.
    pub links: Links,
    /// The time.
    pub clock: Clock,
    /// Who counts.
    pub observer: Arc<dyn Observer>,
    /// Woken when something new is known of a connection.
    pub changed: Arc<Notify>,
    /// How long an answer may take, the second probe included.
    pub timeout: Duration,
    /// How often each CRM may be asked on behalf of people.
    pub rate_limit: RateLimit,
}

/// Asks the CRMs; cheap to clone, and clones share the rate limit.
#[derive(Clone)]
pub struct Probe(Arc<Context>);

impl Probe {
    /// The service in this surrounding.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self(Arc::new(context))
    }

    /// Asks one question.
    ///
    /// # Errors
    /// The store's: the kept secret does not open, or cannot be read.
    pub async fn ask(&self, question: &Question) -> Result<Check, store::Error> {
        let context = &*self.0;
        let connection = &question.connection;
        let crm = connection.crm();
        // What is typed there proves nothing: its links do.
        if crm.has_links() {
            return self
                .ask_links(&context.store.settings().await?.panel(crm))
                .await;
        }
        let secret = match &question.secret {
            SecretSource::Typed(secret) => secret.clone(),
            // For this very host and identity: it opens for no other.
            SecretSource::Kept => {
                match context.store.open_secret(crm, &connection.binding()).await {
                    Ok(secret) => secret,
                    // With nothing to show there is nobody to ask.
                    Err(store::Error::Sealed { cause, .. }) => {
                        tracing::error!(crm = crm.key(), %cause, "the kept secret does not open");
                        return Ok(unreadable());
                    }
                    Err(error) => return Err(error),
                }
            }
        };
        let asking = async {
            let check = context.verifier.verify(connection, &secret).await;
            // What is stored is called dead only if a second probe says so, too.
            if question.is_stored && check.verdict.is_refusal() {
                context.rate_limit.charge(crm, Instant::now());
                return context.verifier.verify(connection, &secret).await;
            }
            check
        };
        // One time-out for both probes: without the second one's word nothing is final.
        let check = timeout(context.timeout, asking).await.unwrap_or_else(|_| {
            tracing::warn!(crm = crm.key(), "no verdict in time");
            timed_out()
        });
        context
            .observer
            .verified(crm, check.verdict, context.clock.now());
        Ok(check)
    }

    /// Asks about every link of this panel, within one time-out.
    ///
    /// # Errors
    /// The store's.
    pub async fn ask_links(&self, panel: &Panel) -> Result<Check, store::Error> {
        let asking = timeout(self.0.timeout, self.0.links.verify_all(panel));
        match asking.await {
            Ok(Err(store::Error::Sealed { .. })) => Ok(unreadable()),
            Ok(answer) => answer,
            Err(_) => Ok(timed_out()),
        }
    }

    /// Asks about the stored connection, or about what is typed over it, and notes a final word on
    /// what is stored at this `version`. Gives what is noted.
    ///
    /// # Errors
    /// The store's.
    pub async fn ask_and_note(
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
            checked_at: self.0.clock.now(),
        };
        let crm = question.connection.crm();
        let noted = self.0.store.set_health(crm, &health, version).await?;
        self.0.changed.notify_one();
        Ok((check, noted))
    }

    /// Asks about the connection that these settings hold, and notes a final word; nothing where there is
    /// none to ask about.
    ///
    /// # Errors
    /// The store's.
    pub async fn ask_stored(
        &self,
        crm: Crm,
        settings: &Settings,
    ) -> Result<Option<Check>, store::Error> {
        let panel = settings.panel(crm);
        let Ok(question) = Question::of(crm, &Wanted::unchanged(crm, &panel), &panel) else {
            return Ok(None);
        };
        let (check, _) = self.ask_and_note(&question, settings.version).await?;
        Ok(Some(check))
    }

    /// Asks all of them at once. A CRM whose answer is missing counts as unreachable.
    ///
    /// # Errors
    /// The store's.
    pub async fn ask_all(
        &self,
        questions: Vec<Question>,
    ) -> Result<BTreeMap<Crm, Check>, store::Error> {
        let mut asking = JoinSet::new();
        for question in questions {
            let own = self.clone();
            let answer = async move { (question.connection.crm(), own.ask(&question).await) };
            // In the request's span: the lines of the connectors carry its id.
            asking.spawn(answer.in_current_span());
        }
        let mut answers = BTreeMap::new();
        while let Some(answer) = asking.join_next().await {
            match answer {
                Ok((crm, check)) => {
                    answers.insert(crm, check?);
                }
                Err(error) => tracing::error!(%error, "a verification broke off"),
            }
        }
        Ok(answers)
    }

    /// Takes the right to ask each of these CRMs once, or none of them.
    ///
    /// # Errors
    /// How long until it may be asked.
    pub fn take(&self, crms: &[Crm]) -> Result<(), Exhausted> {
        self.0.rate_limit.take(crms, Instant::now())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn links(&self) -> &Links {
        &self.0.links
    }
}

fn unreadable() -> Check {
    Check {
        cause: Some(Cause::SecretUnreadable),
        ..Check::of(Verdict::Rejected)
    }
}

fn timed_out() -> Check {
    Check {
        cause: Some(Cause::TimedOut),
        ..Check::of(Verdict::Unreachable)
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Probe").finish_non_exhaustive()
    }
}
