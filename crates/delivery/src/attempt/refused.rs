//! What a refusal comes to.

use crm::{Refusal, Refused};
use domain::{Check, Crm};

use super::state::Next;
use crate::{back_off::wished, context::Suspicion};

/// What is done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is tried again, the later the more often it was tried.
    Again,
    /// It waits with all others of its connection, which is paused by now.
    Wait,
    /// The whole connection rests, for so many milliseconds.
    Rest(i64),
    /// It is given up.
    Park(&'static str, Next),
}

/// Judges a refusal; a suspicious one by asking the CRM about the credential.
pub(super) async fn judge(
    refused: &Refused,
    crm: Crm,
    suspicion: &dyn Suspicion,
    has_record: bool,
    tries: u32,
) -> Verdict {
    match refused.kind {
        Refusal::Unknown
        | Refusal::KeySpent
        | Refusal::Conflict
        | Refusal::Owner
        | Refusal::Author => Verdict::Again,
        Refusal::RateLimited => Verdict::Rest(wished(refused.check.retry_after_s)),
        Refusal::Suspicious => match suspicion.probe(crm).await {
            // The credential works. It may not have for a moment; the second time it is this delivery's
            // own trouble.
            Some(true) if tries == 0 => Verdict::Again,
            Some(true) => Verdict::Park("refused", place(has_record)),
            Some(false) => Verdict::Wait,
            None => Verdict::Again,
        },
        // Whoever verifies it begins a new session.
        Refusal::SessionEnded => match suspicion.probe(crm).await {
            Some(false) => Verdict::Wait,
            _ => Verdict::Again,
        },
        Refusal::Several => Verdict::Park("several_records", Next::Park),
        Refusal::Requester => Verdict::Park("requester_suspended", place(has_record)),
        Refusal::Closed => Verdict::Park("record_closed", Next::GoOn),
        Refusal::Gone => Verdict::Park("record_gone", Next::GoOn),
        Refusal::Invalid => Verdict::Park("invalid", place(has_record)),
    }
}

/// A failed creation parks its lane, what follows would have no record; a failed note only itself.
pub(super) fn place(has_record: bool) -> Next {
    if has_record { Next::GoOn } else { Next::Park }
}

/// Why it is tried again, for people.
pub(super) fn word(refused: &Refused) -> &'static str {
    match refused.kind {
        Refusal::RateLimited => "rate_limited",
        Refusal::Conflict => "conflict",
        Refusal::Suspicious => "refused",
        Refusal::Owner => "owner_refused",
        _ => "unreachable",
    }
}

/// Nobody could be given the record, or somebody else was quicker each time.
pub(super) fn unsettled() -> Refused {
    Refused {
        kind: Refusal::Conflict,
        check: Box::new(Check::of(domain::Verdict::Unverified)),
    }
}
