//! CRMs that say what a test tells them to, and remember what they were asked.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Mutex,
    time::Duration,
};

use crm::Verifier;
use domain::{ActsAs, Check, Connection, Crm, Secret, Verdict};

/// All CRMs of a test. One that was told nothing says valid.
#[derive(Default)]
pub(crate) struct Fake {
    script: Mutex<BTreeMap<Crm, VecDeque<Verdict>>>,
    asked: Mutex<Vec<(Connection, String)>>,
    delay: Mutex<Duration>,
}

impl Fake {
    /// The next answers of a CRM.
    pub(crate) fn says(&self, crm: Crm, verdicts: &[Verdict]) {
        self.script
            .lock()
            .unwrap()
            .entry(crm)
            .or_default()
            .extend(verdicts);
    }

    /// Answers that were not asked for are not given later.
    pub(crate) fn forget(&self) {
        self.script.lock().unwrap().clear();
    }

    /// Every answer takes this long from now on.
    pub(crate) fn takes(&self, delay: Duration) {
        *self.delay.lock().unwrap() = delay;
    }

    /// What was asked since the last look, with the secret.
    pub(crate) fn asked(&self) -> Vec<(Connection, String)> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

pub(crate) fn check(verdict: Verdict) -> Check {
    let acts_as = ActsAs {
        name: "Camille Roy".into(),
        email: Some("camille@acme.example".into()),
        role: "admin".into(),
    };
    Check {
        acts_as: (verdict == Verdict::Valid).then_some(acts_as),
        ..Check::of(verdict)
    }
}

#[async_trait::async_trait]
impl Verifier for Fake {
    async fn verify(&self, connection: &Connection, secret: &Secret) -> Check {
        self.asked
            .lock()
            .unwrap()
            .push((connection.clone(), secret.expose_secret().to_owned()));
        let delay = *self.delay.lock().unwrap();
        tokio::time::sleep(delay).await;
        let next = self
            .script
            .lock()
            .unwrap()
            .get_mut(&connection.crm())
            .and_then(VecDeque::pop_front);
        check(next.unwrap_or(Verdict::Valid))
    }
}
