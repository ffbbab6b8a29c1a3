//! What a Kustomer key says of itself: it is a JSON web token, and may name its own end.

use domain::{Crm, Secret, parse};
use leptos::prelude::window;
use serde::Deserialize;

use crate::time;

/// What is read of a token's payload.
#[derive(Deserialize)]
struct Payload {
    /// When it ends, in seconds since 1970.
    exp: i64,
}

/// The day on which a key ends where the reader is, as `<input type="date">` writes it.
#[must_use]
pub fn last_day(key: &Secret) -> Option<String> {
    let key = parse::secret(Crm::Kustomer, key).ok()?;
    let mut parts = key.expose_secret().split('.');
    let (payload, _signature) = (parts.nth(1)?, parts.next()?);
    // The browser reads the other alphabet of the two.
    let payload = payload.replace('-', "+").replace('_', "/");
    let payload = window().atob(&payload).ok()?;
    let payload: Payload = serde_json::from_str(&payload).ok()?;
    let day = time::day_of(payload.exp.checked_mul(1000)?);
    parse::day(&day).ok().map(|_| day)
}
