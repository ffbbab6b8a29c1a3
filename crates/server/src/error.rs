//! Every answer of 400 and above, by cause.
//!
//! The body is always a [`Failure`]: a stable code, one sentence of what happened, one of what to
//! do, and the request's id. What the client sent is repeated only where it cannot be a secret.

mod words;

use std::time::Duration;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Crm, Settings,
    wire::{Failure, Problem},
};

use health::Exhausted;
use store::Unavailability;

use crate::{etag::etag, request_id::request_id, settings};

/// Why a request is not done.
#[derive(Debug)]
pub(crate) enum Error {
    /// No `If-Match`, or `*`.
    VersionRequired,
    /// An `If-Match` that is no version of ours.
    VersionInvalid,
    /// Another save came first; with the settings as they are now.
    VersionMismatch(Box<Settings>),
    /// Fields outside the tuples are malformed: nothing was saved.
    InvalidFields(Vec<Problem>),
    /// A panel that cannot be tested yet.
    NotTestable(Vec<Problem>),
    /// Administrators cannot be linked before these are filled and saved.
    NotLinkable(Vec<Problem>),
    /// The page is open under another address than the one Salesforce leads back to; with that one.
    OtherAddress(String),
    /// No administrator is linked, so there is nothing to test.
    NoAdminLinked,
    /// No such link, or it was forgotten.
    NoSuchLink,
    /// No token, or none that is known.
    Unauthorized,
    /// Events in another content type than CloudEvents'.
    CloudEventsOnly,
    /// Events in more bytes than are read.
    EventsTooLarge,
    /// More events than a batch may have.
    TooManyEvents,
    /// A batch without events.
    NoEvents,
    /// A batch that is no list.
    NotABatch,
    /// No such delivery.
    NoSuchDelivery,
    /// The delivery is not parked, so there is nothing to replay.
    NotParked,
    /// A filter of Activity that nobody knows.
    InvalidFilter,
    /// Another save of the record creation settings came first.
    ChangedMeanwhile,
    /// Not JSON at all.
    InvalidJson,
    /// JSON of another shape, with the place of it.
    WrongShape(String),
    /// A property nobody knows, with the place of what it stands in.
    UnknownProperty(String),
    /// A property that stands twice in one object.
    DuplicateProperty,
    /// Another content type.
    JsonOnly,
    /// Longer than any draft.
    TooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// The body broke off.
    Unreadable,
    /// The CRM was asked too often; with the time until it may be asked again.
    TooManyTries(Duration),
    /// No such API route.
    NoSuchRoute,
    /// No such CRM.
    NoSuchCrm,
    /// No such file or page.
    NoSuchFile,
    /// The application is not built.
    NotBuilt,
    /// The callback, asked for by anything but a person's browser opening it.
    NotANavigation,
    /// The route exists, for another method.
    MethodNotAllowed,
    /// A `Host` this server does not answer to.
    WrongHost,
    /// A page of another origin.
    ForeignOrigin,
    /// The database cannot serve at present.
    DatabaseUnavailable(Unavailability),
    /// A background task ended and is being started again.
    TaskDown(&'static str),
    /// A kept secret does not open.
    SecretUnreadable(Crm),
    /// A fault of ours.
    Internal,
}

impl Error {
    fn failure(&self) -> Failure {
        let words = self.words();
        Failure {
            code: words.code.to_owned(),
            message: words.message,
            next_step: words.next_step.to_owned(),
            request_id: request_id(),
            problems: match self {
                Self::InvalidFields(problems)
                | Self::NotTestable(problems)
                | Self::NotLinkable(problems) => problems.clone(),
                _ => Vec::new(),
            },
            current: match self {
                Self::VersionMismatch(current) => Some(current.clone()),
                _ => None,
            },
        }
    }

    /// Whole seconds to wait, rounded up.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyTries(wait) => Some(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)),
            Self::DatabaseUnavailable(_) | Self::TaskDown(_) => Some(5),
            _ => None,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = (self.words().status, Json(self.failure())).into_response();
        let headers = response.headers_mut();
        if matches!(self, Self::Unauthorized) {
            let value = HeaderValue::from_static("Bearer realm=\"portal\", Basic realm=\"portal\"");
            headers.insert(header::WWW_AUTHENTICATE, value);
        }
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Self::VersionMismatch(current) = &self {
            headers.insert(header::ETAG, etag(current.version));
        }
        response
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            // A race that was lost is nobody's fault.
            store::Error::Conflict => tracing::info!(%error, "store"),
            ref error => tracing::error!(%error, "store"),
        }
        match error {
            store::Error::Unavailable { cause, .. } => Self::DatabaseUnavailable(cause),
            store::Error::Sealed { crm, .. } | store::Error::NoSecret(crm) => {
                Self::SecretUnreadable(crm)
            }
            _ => Self::Internal,
        }
    }
}

impl From<links::Error> for Error {
    fn from(error: links::Error) -> Self {
        match error {
            links::Error::Incomplete(missing) => Self::NotLinkable(missing),
            links::Error::NoSuchLink => Self::NoSuchLink,
            links::Error::BrokeOff => Self::Internal,
            links::Error::Store(error) => error.into(),
        }
    }
}

impl From<settings::Error> for Error {
    fn from(error: settings::Error) -> Self {
        match error {
            settings::Error::VersionMismatch(current) => Self::VersionMismatch(current),
            settings::Error::InvalidFields(problems) => Self::InvalidFields(problems),
            settings::Error::NotTestable(problems) => Self::NotTestable(problems),
            settings::Error::NoAdminLinked => Self::NoAdminLinked,
            settings::Error::RateLimited(exhausted) => exhausted.into(),
            settings::Error::Store(error) => error.into(),
        }
    }
}

impl From<Exhausted> for Error {
    fn from(exhausted: Exhausted) -> Self {
        Self::TooManyTries(exhausted.retry_after)
    }
}

/// What an error says.
struct Words {
    status: StatusCode,
    code: &'static str,
    message: String,
    next_step: &'static str,
}
