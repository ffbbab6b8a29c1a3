//! What every CRM's answer to a call about records comes to.

use domain::{Check, Verdict};

use crate::{
    answer::Answer,
    records::{Refusal, Refused, Reply},
};

/// A call that ended without an answer, or in one that says nothing: it may have been done.
pub(crate) fn unknown(check: Box<Check>) -> Refused {
    let kind = match check.verdict {
        Verdict::RateLimited => Refusal::RateLimited,
        // A token was asked for, and refused.
        verdict if verdict.is_refusal() => Refusal::Suspicious,
        _ => Refusal::Unknown,
    };
    Refused { kind, check }
}

/// Not done, for a reason that is known before anybody is asked.
pub(crate) fn not_asked(kind: Refusal) -> Refused {
    Refused {
        kind,
        check: Box::new(Check::of(Verdict::Unverified)),
    }
}

/// An answer with what was read of it.
pub(crate) fn reply<T>(answer: &Answer, value: T) -> Reply<T> {
    let header = |name: &str| answer.headers.get(name)?.to_str().ok()?.trim().parse().ok();
    let names = ["x-rate-limit", "ratelimit-limit", "x-ratelimit-limit"];
    Reply {
        value,
        status: answer.status,
        per_minute: names.into_iter().find_map(header),
    }
}

/// What an answer of 2xx has to hold; without it nobody knows what was done.
pub(crate) fn needed<T>(answer: &Answer, found: Option<T>) -> Result<Reply<T>, Refused> {
    match found {
        Some(value) => Ok(reply(answer, value)),
        None => Err(unknown(answer.unreadable())),
    }
}
