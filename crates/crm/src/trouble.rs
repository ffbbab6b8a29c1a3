//! What a call that brought no whole answer comes to: network trouble is no verdict on anybody.
//!
//! Errors of the network may quote the peer, for example the names in its certificate. So the log
//! gets a word of our own and the system's number, never their text.

use std::{error::Error, io};

use domain::{Cause, Check, Verdict};

/// The check of a call that failed, of an answer with this status where its head had come.
pub(crate) fn failed(path: &str, status: Option<u16>, error: &reqwest::Error) -> Box<Check> {
    let trouble = Trouble::of(error);
    tracing::debug!(
        path,
        status,
        ?trouble,
        os_error = io_error(error).and_then(io::Error::raw_os_error),
        "a CRM did not answer in full"
    );
    let (verdict, cause) = match trouble {
        Trouble::TimedOut => (Verdict::Unreachable, Some(Cause::TimedOut)),
        Trouble::Garbled => (Verdict::Unverified, Some(Cause::Unreadable)),
        Trouble::NoConnection | Trouble::Broken => (Verdict::Unreachable, None),
    };
    let mut check = Check {
        cause,
        ..Check::of(verdict)
    };
    check.detail.status = status;
    Box::new(check)
}

/// The kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// No answer in time.
    TimedOut,
    /// No such host, a closed port, a proxy that refuses, no TLS.
    NoConnection,
    /// The body cannot be decompressed: an answer that cannot be read.
    Garbled,
    /// The connection ended too early.
    Broken,
}

impl Trouble {
    fn of(error: &reqwest::Error) -> Self {
        let kind = io_error(error).map(io::Error::kind);
        match kind {
            _ if error.is_timeout() => Self::TimedOut,
            // A failure of TLS is `InvalidData`, too, so this comes first.
            _ if error.is_connect() => Self::NoConnection,
            Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) => Self::Garbled,
            _ => Self::Broken,
        }
    }
}

/// The system's error behind another one: the innermost, since libraries wrap theirs in that type.
fn io_error(error: &reqwest::Error) -> Option<&io::Error> {
    let causes = std::iter::successors(error.source(), |error| (*error).source());
    causes
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .last()
}
