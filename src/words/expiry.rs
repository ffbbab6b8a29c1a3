//! The end of a secret, in words.

use domain::{CredentialKind, Crm, DAY, Expiry, Fields, Input};

use super::inputs::caption;
use crate::{i18n::Text, time};

/// The warning that a secret has expired or soon will.
#[must_use]
pub fn expiry(t: &Text, tag: &str, crm: Crm, fields: &Fields, due: Expiry) -> String {
    let secret = caption(t, crm, CredentialKind::of(fields), Input::Secret);
    let when = |day: i64| time::utc_day(tag, day * DAY);
    match due {
        Expiry::Past(day) => t.expired(secret, &when(day)),
        Expiry::Today(_) => t.expires_today(secret),
        Expiry::Soon(day) => t.expires_soon(secret, &when(day)),
    }
}
