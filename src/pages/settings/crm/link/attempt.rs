//! A link attempt: how far it is, and how it can end.

use domain::{LinkFailure, Millis};

use crate::{api, i18n::Text, words};

/// The link attempt that is under way, or how the last one ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Nothing happened yet.
    Idle,
    /// The server is asked for the address.
    Starting,
    /// The administrator is signing in.
    Waiting(Waiting),
    /// Over.
    Ended(End),
}

/// An attempt that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub id: String,
    /// Where the window goes; not known any more after a reload.
    pub url: Option<String>,
    /// Until when it may come back.
    pub expires_at: Option<Millis>,
    /// Whether the browser let no window open.
    pub is_blocked: bool,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// This administrator is linked.
    Linked(String),
    /// It came to nothing.
    Failed(LinkFailure),
    /// It was called off.
    Cancelled,
    /// Nobody came back in time.
    Expired,
    /// It did not even begin.
    NotBegun(api::Error),
}

impl End {
    /// Heading and sentence.
    #[must_use]
    pub fn words(&self, t: &Text) -> (String, String) {
        match self {
            Self::Linked(who) => (t.link_done(who), String::new()),
            Self::Failed(failure) => (
                words::refusal_title(t, failure.code).to_owned(),
                words::refusal(t, failure),
            ),
            Self::Cancelled => (t.link_cancelled.to_owned(), String::new()),
            Self::Expired => (t.link_failed.to_owned(), t.link_expired.to_owned()),
            Self::NotBegun(api::Error::Invalid(_)) => {
                (t.link_failed.to_owned(), t.test_incomplete.to_owned())
            }
            Self::NotBegun(_) if self.is_elsewhere() => {
                (t.link_failed.to_owned(), t.link_elsewhere.to_owned())
            }
            Self::NotBegun(error) => (t.link_failed.to_owned(), crate::words::failure(t, error)),
        }
    }

    /// Whether the page has to be opened under the portal's own address first: the cookie that ties
    /// the window to this browser would not come back.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, Self::NotBegun(api::Error::Server { code, .. }) if code == "other_address")
    }
}
