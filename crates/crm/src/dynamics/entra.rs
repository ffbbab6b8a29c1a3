//! What Entra says of a tenant, an application and its secret.
//!
//! The decision is made by `error`; codes may change and name the cause only, save for those that
//! Microsoft gives several errors for.

use domain::{Cause, Check, Verdict};
use serde_json::Value;
use tokio::time::Instant;

use crate::{
    answer::{Answer, Step},
    tokens::Token,
};

/// Codes and what stands behind them.
const CAUSES: [(u64, Cause); 8] = [
    // No such tenant, or a text that cannot be one.
    (90_002, Cause::TenantUnknown),
    (900_023, Cause::TenantUnknown),
    // The tenant knows no environment of this host.
    (500_011, Cause::AccountUnknown),
    (700_016, Cause::AppUnknown),
    (7_000_112, Cause::AppDisabled),
    (7_000_222, Cause::SecretExpired),
    (7_000_215, Cause::SecretWrong),
    // Conditional access: it may let the same application in from elsewhere, or later.
    (53_003, Cause::SignInRestricted),
];

/// The token for the environment.
pub(super) fn token(answer: &Answer, asked: Instant) -> Step<Token> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    Token::read(answer, asked)
}

fn refusal(answer: &Answer) -> Box<Check> {
    let error = answer.raw("/error").unwrap_or_default();
    let cause = cause(answer, error);
    let verdict = match (answer.status, error, cause) {
        (400..=499, _, Some(Cause::TenantUnknown | Cause::AccountUnknown)) => Verdict::NotFound,
        (_, _, Some(Cause::SignInRestricted)) => Verdict::Unverified,
        (400 | 401, _, Some(Cause::AppUnknown | Cause::AppDisabled))
        | (400 | 401, "invalid_client", _) => Verdict::Rejected,
        _ => Verdict::Unverified,
    };
    answer.check(verdict, cause)
}

fn cause(answer: &Answer, error: &str) -> Option<Cause> {
    let by_code = CAUSES
        .into_iter()
        .find_map(|(code, cause)| has_code(answer, code).then_some(cause));
    by_code.or(match error {
        "invalid_tenant" => Some(Cause::TenantUnknown),
        "invalid_resource" => Some(Cause::AccountUnknown),
        _ => None,
    })
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
