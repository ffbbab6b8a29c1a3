//! How often a CRM may be asked on behalf of the page.
//!
//! A bucket per CRM: a hundred tests a minute lock neither the account at the CRM nor, for longer
//! than it takes the bucket to fill, the administrator. By hand, since a save asks several CRMs and takes
//! from all their buckets or from none, which governor's limiters do not do.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::Crm;
use tokio::time::Instant;

/// A CRM was asked too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("asked too often: wait {} s", retry_after.as_secs_f64().ceil())]
pub struct Exhausted {
    /// How long until it may be asked again.
    pub retry_after: Duration,
}

/// The buckets of all CRMs.
#[derive(Debug)]
pub struct RateLimit {
    size: u32,
    refill: Duration,
    buckets: Mutex<BTreeMap<Crm, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl RateLimit {
    /// So many at once, and so many a minute from then on.
    #[must_use]
    pub fn per_minute(size: u32) -> Self {
        Self {
            size,
            refill: Duration::from_secs(60) / size,
            buckets: Mutex::default(),
        }
    }

    /// Takes one try for each of these, or none at all.
    ///
    /// # Errors
    /// How long until there is one for each.
    pub fn take(&self, crms: &[Crm], now: Instant) -> Result<(), Exhausted> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled: Vec<(Crm, f64)> = crms
            .iter()
            .map(|crm| (*crm, self.filled(buckets.get(crm), now)))
            .collect();
        let wait = filled
            .iter()
            .map(|(_, left)| self.refill.mul_f64((1.0 - left).max(0.0)))
            .max();
        match wait {
            Some(retry_after) if !retry_after.is_zero() => Err(Exhausted { retry_after }),
            _ => {
                let taken = filled.into_iter().map(|(crm, left)| {
                    (
                        crm,
                        Bucket {
                            left: left - 1.0,
                            at: now,
                        },
                    )
                });
                buckets.extend(taken);
                Ok(())
            }
        }
    }

    /// Takes one more for a call that turned out to be needed, be there one left or not.
    pub fn charge(&self, crm: Crm, now: Instant) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.filled(buckets.get(&crm), now) - 1.0;
        buckets.insert(crm, Bucket { left, at: now });
    }

    fn filled(&self, bucket: Option<&Bucket>, now: Instant) -> f64 {
        let full = f64::from(self.size);
        bucket.map_or(full, |bucket| {
            let gained = now
                .saturating_duration_since(bucket.at)
                .div_duration_f64(self.refill);
            (bucket.left + gained).min(full)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bucket_empties_and_fills_again() {
        let rate_limit = RateLimit::per_minute(20);
        let start = Instant::now();
        for _ in 0..20 {
            assert_eq!(rate_limit.take(&[Crm::Zendesk], start), Ok(()));
        }
        assert_eq!(
            rate_limit.take(&[Crm::Zendesk], start),
            Err(Exhausted {
                retry_after: Duration::from_secs(3)
            })
        );
        assert_eq!(
            rate_limit.take(&[Crm::Kustomer], start),
            Ok(()),
            "another CRM has its own"
        );
        assert_eq!(
            rate_limit.take(&[Crm::Zendesk], start + Duration::from_secs(3)),
            Ok(())
        );
        assert!(
            rate_limit
                .take(&[Crm::Zendesk], start + Duration::from_secs(4))
                .is_err()
        );
    }

    #[test]
    fn a_second_call_is_charged_and_waited_for() {
        let rate_limit = RateLimit::per_minute(1);
        let start = Instant::now();
        assert_eq!(rate_limit.take(&[Crm::Zendesk], start), Ok(()));
        rate_limit.charge(Crm::Zendesk, start);
        assert_eq!(
            rate_limit.take(&[Crm::Zendesk], start),
            Err(Exhausted {
                retry_after: Duration::from_secs(120)
            })
        );
    }

    #[test]
    fn of_several_all_are_taken_or_none() {
        let rate_limit = RateLimit::per_minute(1);
        let now = Instant::now();
        assert_eq!(rate_limit.take(&[Crm::Zendesk], now), Ok(()));
        assert!(
            rate_limit
                .take(&[Crm::Zendesk, Crm::Dynamics], now)
                .is_err()
        );
        assert_eq!(rate_limit.take(&[Crm::Dynamics], now), Ok(()));
    }
}
