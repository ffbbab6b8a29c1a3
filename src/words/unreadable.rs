//! What is stored and does not open any more: a secret, or the links' tokens.

use domain::{Cause, Panel};

use crate::i18n::Text;

/// What is to be done about a stored panel that is [`domain::Status::Unreadable`].
#[must_use]
pub fn unreadable(t: &Text, stored: &Panel) -> &'static str {
    match stored.cause() {
        Some(Cause::SecretUnreadable) => t.cause_secret_unreadable,
        _ => t.link_unreadable,
    }
}
