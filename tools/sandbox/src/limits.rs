//! Rate limits: a count per account and window, real enough to run into.
//! The documented numbers are the defaults; tests lower them through `/control/limits`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{address::Crm, clock};

/// So many requests per window.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    pub(crate) requests: u32,
    pub(crate) window_seconds: u64,
}

/// The limit of each service.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Limits {
    pub(crate) zendesk: Limit,
    pub(crate) entra: Limit,
    pub(crate) dynamics: Limit,
    pub(crate) kustomer: Limit,
    pub(crate) salesforce: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        let per = |requests, window_seconds| Limit {
            requests,
            window_seconds,
        };
        Self {
            zendesk: per(700, 60),
            entra: per(1000, 60),
            dynamics: per(6000, 300),
            kustomer: per(1000, 60),
            salesforce: per(100_000, 86_400),
        }
    }
}

impl Limits {
    fn of(&self, crm: Crm) -> Limit {
        match crm {
            Crm::Zendesk => self.zendesk,
            Crm::Entra => self.entra,
            Crm::Dynamics => self.dynamics,
            Crm::Kustomer => self.kustomer,
            Crm::Salesforce => self.salesforce,
        }
    }
}

/// Where an account stands in its window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Usage {
    pub(crate) limit: Limit,
    pub(crate) remaining: u32,
    /// Seconds until the window starts anew.
    pub(crate) reset_in: u64,
    pub(crate) exceeded: bool,
}

/// Counts per account; a window starts with its first request.
#[derive(Debug, Default)]
pub(crate) struct Counters(HashMap<String, (u64, u32)>);

impl Counters {
    /// Counts one request of an account and says where that leaves it.
    pub(crate) fn count(&mut self, crm: Crm, account: &str, limits: &Limits) -> Usage {
        let (limit, now) = (limits.of(crm), clock::now());
        let (start, used) = self
            .0
            .entry(format!("{crm:?} {account}"))
            .or_insert((now, 0));
        if now >= *start + limit.window_seconds {
            (*start, *used) = (now, 0);
        }
        let exceeded = *used >= limit.requests;
        if !exceeded {
            *used += 1;
        }
        Usage {
            limit,
            remaining: limit.requests - (*used).min(limit.requests),
            reset_in: (*start + limit.window_seconds).saturating_sub(now).max(1),
            exceeded,
        }
    }
}
