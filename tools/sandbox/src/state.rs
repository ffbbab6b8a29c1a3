//! What changes while the sandbox runs, behind one lock, and the seed beside it.
//! Nothing here is kept: a restart, or `POST /control/reset`, is back at the seed.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    clock,
    dataverse::store::Store,
    faults::Faults,
    kustomer::book,
    limits::{Counters, Limits},
    readings::Readings,
    requests::Log,
    salesforce::book::Book,
    seed::Seed,
    zendesk::desk::Desk,
};

/// A running sandbox; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Sandbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    seed: Seed,
    live: Mutex<Live>,
}

/// All that changes.
#[derive(Debug, Default)]
pub(crate) struct Live {
    pub(crate) readings: Readings,
    pub(crate) limits: Limits,
    pub(crate) counters: Counters,
    pub(crate) faults: Faults,
    pub(crate) requests: Log,
    pub(crate) revoked: HashSet<String>,
    pub(crate) tokens: HashMap<String, Issued>,
    pub(crate) salesforce: Book,
    /// Zendesk's, by subdomain.
    desks: HashMap<String, Desk>,
    /// Kustomer's, by label.
    kustomer: HashMap<String, book::Book>,
    /// Dataverse's, by host.
    stores: HashMap<String, Store>,
}

impl Live {
    /// What a Dataverse organisation holds.
    pub(crate) fn dynamics(&mut self, host: &str) -> &mut Store {
        self.stores.entry(host.to_owned()).or_default()
    }

    /// The desk of a Zendesk account.
    pub(crate) fn desk(&mut self, subdomain: &str) -> &mut Desk {
        if !self.desks.contains_key(subdomain) {
            self.desks.insert(subdomain.to_owned(), Desk::default());
        }
        self.desks
            .get_mut(subdomain)
            .expect("it was just put there")
    }

    /// The records of a Kustomer organisation.
    pub(crate) fn kustomer(&mut self, label: &str) -> &mut book::Book {
        self.kustomer.entry(label.to_owned()).or_default()
    }
}

/// An access token handed out by a token endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    pub(crate) grant: Grant,
    /// Seconds since 1970.
    pub(crate) expires: u64,
}

/// What a token is good for.
#[derive(Debug, Clone)]
pub(crate) enum Grant {
    Zendesk {
        subdomain: String,
        user_id: u64,
        scope: String,
    },
    Dynamics {
        app: String,
        audience: String,
    },
}

impl Sandbox {
    pub(crate) fn new(seed: Seed) -> Self {
        Self(Arc::new(Inner {
            seed,
            live: Mutex::default(),
        }))
    }

    pub(crate) fn seed(&self) -> &Seed {
        &self.0.seed
    }

    /// Locks what changes; never held across an await.
    pub(crate) fn live(&self) -> MutexGuard<'_, Live> {
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading chosen for an open point.
    pub(crate) fn reading(&self, name: &str) -> &'static str {
        self.live().readings.get(name)
    }

    /// Whether a token, key or secret was revoked through the controls.
    pub(crate) fn is_revoked(&self, credential: &str) -> bool {
        self.live().revoked.contains(credential)
    }

    /// Keeps a token until it expires.
    pub(crate) fn issue(&self, token: &str, grant: Grant, seconds: u64) {
        let now = clock::now();
        let mut live = self.live();
        live.tokens.retain(|_, issued| issued.expires > now);
        live.tokens.insert(
            token.to_owned(),
            Issued {
                grant,
                expires: now + seconds,
            },
        );
    }

    /// What a living token is good for.
    pub(crate) fn grant(&self, token: &str) -> Option<Grant> {
        let live = self.live();
        let issued = live
            .tokens
            .get(token)
            .filter(|i| i.expires > clock::now())?;
        (!live.revoked.contains(token)).then(|| issued.grant.clone())
    }
}
