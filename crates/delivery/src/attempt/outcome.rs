//! What came of a try, and why.

use domain::{
    Acting, Owner, Reason, Session,
    wire::{Call, Seen},
};
use store::{Decided, Ended, KeptRecord};

use super::{
    refused::{self, Verdict},
    state::{Attempt, Next, Outcome, Stop},
};
use crate::back_off::{MOST_TRIES, pause};

/// What was done, and why.
pub(super) struct Done {
    ended: Ended,
    reason: Reason,
    owner: Option<Owner>,
    actor: Option<Acting>,
}

impl Done {
    pub(super) fn delivered(actor: Acting, owner: Option<Owner>, reason: Reason) -> Self {
        Self {
            ended: Ended::Delivered,
            reason,
            owner,
            actor: Some(actor),
        }
    }

    pub(super) fn nothing(ended: Ended, reason: Reason) -> Self {
        Self {
            ended,
            reason,
            owner: None,
            actor: None,
        }
    }
}

/// Given up, for this reason.
pub(super) fn parked(reason: &str, next: Next, calls: Vec<Call>) -> Outcome {
    Outcome {
        ended: Ended::Parked,
        reason: reason.to_owned(),
        decided: None,
        record: None,
        calls,
        next,
    }
}

impl Attempt<'_> {
    /// What came of it, for whoever writes it down.
    pub(super) async fn outcome(self, done: Result<Done, Stop>, session: &Session) -> Outcome {
        let seen = self.seen(session);
        let records = self.scene.records();
        let written = self.record.clone();
        let record = written.map(|kept| {
            let url = records.url(&kept.remote_id);
            (kept, url)
        });
        match done {
            Ok(done) => Outcome {
                ended: done.ended,
                reason: done.reason.key().to_owned(),
                decided: Some(Decided {
                    owner: done.owner,
                    actor_instead: done.actor.as_ref().is_some_and(|actor| actor.instead),
                    actor: done.actor.map(|actor| actor.who),
                    seen,
                }),
                record: record.or_else(|| {
                    // Activity leads to the record also from what changed nothing of it.
                    let kept = self
                        .kept
                        .clone()
                        .filter(|_| done.ended == Ended::Delivered)?;
                    let url = records.url(&kept.remote_id);
                    Some((kept, url))
                }),
                calls: self.calls.made,
                next: match done.ended {
                    Ended::Held => Next::After(30_000),
                    _ => Next::GoOn,
                },
            },
            Err(Stop::Park(reason, next)) => self.given_up(reason, next, record),
            Err(Stop::Refused(refused)) => {
                let has_record = self.kept.is_some() || record.is_some();
                let tries = self.stored.tries.max(self.lease.tries);
                let crm = self.scene.crm;
                let suspicion = &*self.context.suspicion;
                let verdict = refused::judge(&refused, crm, suspicion, has_record, tries).await;
                tracing::info!(
                    crm = crm.key(),
                    delivery = self.stored.id,
                    kind = ?refused.kind,
                    status = refused.check.detail.status,
                    tries,
                    "the CRM did not do as it was asked"
                );
                let next = match verdict {
                    Verdict::Again if tries >= MOST_TRIES => {
                        let next = refused::place(has_record);
                        return self.given_up("tries_exhausted", next, record);
                    }
                    Verdict::Park(reason, next) => return self.given_up(reason, next, record),
                    Verdict::Again => Next::After(pause(tries)),
                    Verdict::Wait => Next::After(0),
                    Verdict::Rest(ms) => Next::Rest(ms),
                };
                Outcome {
                    ended: Ended::Again,
                    reason: refused::word(&refused).to_owned(),
                    decided: None,
                    record,
                    calls: self.calls.made,
                    next,
                }
            }
        }
    }

    fn given_up(self, reason: &str, next: Next, record: Option<(KeptRecord, String)>) -> Outcome {
        Outcome {
            record,
            ..parked(reason, next, self.calls.made)
        }
    }

    fn seen(&self, session: &Session) -> Seen {
        let agents = session.agents.iter();
        let (default_user, always) = self.scene.boxes;
        Seen {
            agents: agents
                .filter_map(|agent| agent.email.clone().or_else(|| agent.name.clone()))
                .collect(),
            default_user,
            always,
            eligible: u32::try_from(self.people.eligible().count()).unwrap_or(u32::MAX),
            owner_before: self
                .kept
                .as_ref()
                .and_then(|kept| kept.owner.as_ref())
                .map(|owner| owner.name.clone()),
        }
    }
}
