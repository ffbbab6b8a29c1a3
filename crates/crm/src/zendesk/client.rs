//! An OAuth client's way in: `POST /oauth/tokens` with client credentials.
//!
//! Whom such a token acts as is nowhere documented, so that `users/me` is believed.

use domain::{Cause, Secret, Verdict};
use tokio::time::Instant;

use super::refusal::is_of_the_edge;
use crate::{
    answer::{Answer, Step},
    credential::Body,
    endpoint::Host,
    http::Http,
    tokens::Token,
};

/// Asks for a new token.
pub(super) async fn buy(http: &Http, host: &Host, id: &str, secret: &Secret) -> Step<Token> {
    let plain = [
        ("grant_type", "client_credentials"),
        ("client_id", id),
        ("scope", "read write"),
    ];
    let body = Body::json(&plain, &[("client_secret", secret)]);
    let asked = Instant::now();
    token(&http.post(host, "/oauth/tokens", body).await?, asked)
}

/// What the token endpoint says: 201 where it keeps to its description, 200 in some accounts.
pub(super) fn token(answer: &Answer, asked: Instant) -> Step<Token> {
    match (answer.status, answer.raw("/error")) {
        (200..=299, _) => Token::read(answer, asked),
        (401, _) | (400..=499, Some("invalid_client" | "invalid_grant")) => {
            Err(answer.check(Verdict::Rejected, None))
        }
        (404, _) => Err(answer.check(Verdict::NotFound, Cause::AccountUnknown)),
        (403, _) if is_of_the_edge(answer) => {
            Err(answer.check(Verdict::Unverified, Cause::AddressFilter))
        }
        (_, Some("invalid_scope")) => Err(answer.check(Verdict::Unverified, Cause::ScopeTooSmall)),
        _ => Err(answer.check(Verdict::Unverified, None)),
    }
}
