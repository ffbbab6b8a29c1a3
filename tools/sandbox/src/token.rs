//! Access tokens and ids that look like the CRMs' own.
//! Randomness keeps them apart; nothing is ever read back out of them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

/// A JWT with the given payload and a random signature.
pub(crate) fn jwt(payload: &Value) -> String {
    let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"RS256","kid":"sandbox"}"#);
    let body = URL_SAFE_NO_PAD.encode(payload.to_string());
    let signature: [u8; 32] = rand::random();
    format!("{head}.{body}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// 64 hexadecimal digits.
pub(crate) fn opaque() -> String {
    format!(
        "{:032x}{:032x}",
        rand::random::<u128>(),
        rand::random::<u128>()
    )
}

/// So many random letters and digits.
pub(crate) fn letters(count: usize) -> String {
    use rand::{Rng as _, distr::Alphanumeric};
    rand::rng()
        .sample_iter(Alphanumeric)
        .take(count)
        .map(char::from)
        .collect()
}

/// A random UUID, for trace ids.
pub(crate) fn uuid() -> String {
    let n = rand::random::<u128>();
    let hex = format!("{n:032x}");
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..]
    )
}
