//! The CRM's people, kept for a while: read anew when they are old, or when a write says that they are.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use crm::{Actor, AgentsError, Connector, Records, Refusal, Refused};
use domain::{Check, Crm, Millis, People, Person, Unfit, Verdict};
use tokio::sync::Mutex;

/// How long a list is good for.
const FRESH_MS: Millis = 10 * 60_000;

/// Who is there, and whom the credential acts as.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) people: Arc<People>,
    pub(crate) default_user: Arc<Person>,
    read_at: Millis,
}

/// What is known by connection: another host, identity or secret has other people.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    known: RwLock<HashMap<(Crm, String), Known>>,
    /// Held by whoever reads a list.
    reading: Mutex<()>,
}

impl Directory {
    /// The people behind a connection, by its name and version.
    pub(crate) async fn of(
        &self,
        name: (Crm, &str),
        connector: &dyn Connector,
        records: &dyn Records,
        actor: Actor<'_>,
        now: Millis,
    ) -> Result<Known, Refused> {
        if let Some(known) = self.fresh(name, now) {
            return Ok(known);
        }
        let _reading = self.reading.lock().await;
        if let Some(known) = self.fresh(name, now) {
            return Ok(known);
        }
        let me = records.me(actor).await?.value;
        let agents = connector.agents(actor).await.map_err(refused)?;
        // A machine's or an application's user is no agent: nothing is ever drawn for it.
        let everyone: Vec<Person> = agents.into_iter().map(Person::from).collect();
        tracing::info!(
            crm = name.0.key(),
            people = everyone.len(),
            "the CRM's people were read"
        );
        let known = Known {
            people: Arc::new(People::new(everyone)),
            default_user: Arc::new(me),
            read_at: now,
        };
        self.keep(name, known.clone());
        Ok(known)
    }

    /// A write said that somebody can own nothing: the next list is read anew, and until then this holds.
    pub(crate) fn doubt(&self, name: (Crm, &str), id: &str, unfit: Unfit) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get_mut(&(name.0, name.1.to_owned())) {
            known.people = Arc::new(known.people.without(id, unfit));
        }
    }

    fn fresh(&self, name: (Crm, &str), now: Millis) -> Option<Known> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&(name.0, name.1.to_owned()))?;
        (now - known.read_at < FRESH_MS).then(|| known.clone())
    }

    fn keep(&self, name: (Crm, &str), new: Known) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(crm, _), _| *crm != name.0);
        known.insert((name.0, name.1.to_owned()), new);
    }
}

/// A list that ended is no different from a call that did.
fn refused(error: AgentsError) -> Refused {
    let check = match error {
        AgentsError::Answer(check) => check,
        AgentsError::TooManyPages(_) | AgentsError::Circular => {
            Box::new(Check::of(Verdict::Unverified))
        }
    };
    let kind = match check.verdict {
        Verdict::RateLimited => Refusal::RateLimited,
        verdict if verdict.is_refusal() => Refusal::Suspicious,
        _ => Refusal::Unknown,
    };
    Refused { kind, check }
}
