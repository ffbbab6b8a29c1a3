//! A refused write is no verdict: the credential is probed like on the page, by two probes, and the word
//! is noted. Lanes that are refused together ask once.

use std::{collections::HashMap, time::Duration};

use async_trait::async_trait;
use delivery::Suspicion;
use domain::{Crm, Verdict};
use health::Probe;
use store::Store;
use tokio::{sync::Mutex, time::Instant};

/// How long an answer is good for.
const REMEMBERED: Duration = Duration::from_secs(5);

pub(crate) struct Suspect {
    store: Store,
    probe: Probe,
    /// The last word of each CRM; held while one is asked.
    words: Mutex<HashMap<Crm, (Instant, Option<bool>)>>,
}

impl Suspect {
    pub(crate) fn new(store: Store, probe: Probe) -> Self {
        Self {
            store,
            probe,
            words: Mutex::default(),
        }
    }

    async fn ask(&self, crm: Crm) -> Result<Option<bool>, store::Error> {
        let settings = self.store.settings().await?;
        let check = self.probe.ask_stored(crm, &settings).await?;
        Ok(check.and_then(|check| match check.verdict {
            Verdict::Valid => Some(true),
            verdict if verdict.is_refusal() => Some(false),
            _ => None,
        }))
    }
}

#[async_trait]
impl Suspicion for Suspect {
    async fn probe(&self, crm: Crm) -> Option<bool> {
        let mut words = self.words.lock().await;
        let known = words.get(&crm).filter(|(at, _)| at.elapsed() < REMEMBERED);
        if let Some((_, word)) = known {
            return *word;
        }
        let word = self.ask(crm).await.unwrap_or_else(|error| {
            tracing::error!(crm = crm.key(), %error, "a suspicious credential was not probed");
            None
        });
        words.insert(crm, (Instant::now(), word));
        word
    }
}
