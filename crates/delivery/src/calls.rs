//! The calls of one delivery: each is paid for, timed and written down.

use std::{future::Future, time::Instant};

use crm::{Refused, Reply};
use domain::wire::Call;
use store::Clock;

use crate::budget::Budget;

/// What was called so far.
pub(crate) struct Calls<'a> {
    budget: &'a Budget,
    clock: &'a Clock,
    pub(crate) made: Vec<Call>,
}

impl<'a> Calls<'a> {
    pub(crate) fn new(budget: &'a Budget, clock: &'a Clock) -> Self {
        Self {
            budget,
            clock,
            made: Vec::new(),
        }
    }

    /// Makes a call once the budget allows.
    pub(crate) async fn call<T>(
        &mut self,
        what: &'static str,
        call: impl Future<Output = Result<Reply<T>, Refused>>,
    ) -> Result<T, Refused> {
        self.budget.take().await;
        let (at, began) = (self.clock.now(), Instant::now());
        let answer = call.await;
        let status = match &answer {
            Ok(reply) => Some(reply.status),
            Err(refused) => refused.check.detail.status,
        };
        self.made.push(Call {
            what: what.to_owned(),
            status,
            at,
            ms: u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX),
        });
        let reply = answer?;
        if let Some(per_minute) = reply.per_minute {
            self.budget.learn(per_minute);
        }
        Ok(reply.value)
    }
}
