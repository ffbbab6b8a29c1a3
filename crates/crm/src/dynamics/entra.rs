//! What Entra says of a tenant, an application and its secret.
//!
//! The decision is made by `error`; codes and texts may change and name the cause only, save for
//! the two that Microsoft gives several errors for.

use domain::{Cause, Check, Verdict};
use serde_json::Value;

use crate::{
    answer::{Answer, Step},
    credential::Credential,
};

const NO_TENANT: u64 = 90_002;
const NO_APPLICATION: u64 = 700_016;
const WRONG_SECRET: u64 = 7_000_215;
const EXPIRED_SECRET: u64 = 7_000_222;

/// The token for the environment.
pub(super) fn token(answer: &Answer) -> Step<Credential> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    Credential::issued(answer)
}

fn refusal(answer: &Answer) -> Box<Check> {
    let cause = [
        (NO_TENANT, Cause::TenantUnknown),
        (NO_APPLICATION, Cause::AppUnknown),
        (EXPIRED_SECRET, Cause::SecretExpired),
        (WRONG_SECRET, Cause::SecretWrong),
    ]
    .into_iter()
    .find_map(|(code, cause)| has_code(answer, code).then_some(cause));
    match (answer.status, answer.raw("/error"), cause) {
        (400..=499, _, Some(Cause::TenantUnknown)) => answer.check(Verdict::NotFound, cause),
        (400 | 401, Some("invalid_client"), _) | (400 | 401, _, Some(Cause::AppUnknown)) => {
            answer.check(Verdict::Rejected, cause)
        }
        _ => answer.check(Verdict::Unverified, cause),
    }
}

/// Whether Entra gives this code, as a number or in its description.
fn has_code(answer: &Answer, code: u64) -> bool {
    let listed = answer
        .rows("/error_codes")
        .is_some_and(|codes| codes.iter().any(|is| Value::as_u64(is) == Some(code)));
    let described = answer
        .raw("/error_description")
        .is_some_and(|text| text.starts_with(&format!("AADSTS{code}:")));
    listed || described
}
