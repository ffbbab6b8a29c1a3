//! Why a conversation failed, by code.

use std::{error::Error as _, io};

use lettre::transport::smtp::Error;

use super::super::undelivered::{SmtpCode, Undelivered};

/// The reason without the server's words: lettre's own text repeats them.
pub(super) fn reason(error: &Error) -> Undelivered {
    if let Some(code) = error.status() {
        let words = error.source().map(ToString::to_string).unwrap_or_default();
        return Undelivered::Smtp(SmtpCode::new(code.into(), &words));
    }
    let io = error.source().and_then(|source| source.downcast_ref());
    let is_unreadable = io.is_some_and(|io: &io::Error| io.kind() == io::ErrorKind::InvalidData);
    if error.is_client() {
        Undelivered::Unsupported
    } else if error.is_response() || is_unreadable {
        Undelivered::Unreadable
    } else {
        Undelivered::Unreachable
    }
}
