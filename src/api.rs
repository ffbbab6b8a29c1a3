//! The typed client of the server's API; every failure is a case of one enum.

use domain::{
    Crm, Draft, PanelDraft, Settings,
    wire::{About, Failure, Problem, Saved, Tested},
};
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};

/// Why a call brought no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server cannot be reached.
    Offline,
    /// Somebody else saved meanwhile; these are the settings now.
    Conflict(Box<Settings>),
    /// Inputs that were not accepted; nothing was saved.
    Invalid(Vec<Problem>),
    /// Too many tries; the seconds to wait.
    TooManyTries(u32),
    /// Anything else: HTTP status and the server's code.
    Server {
        /// HTTP status.
        status: u16,
        /// The server's code, if it named one.
        code: String,
    },
}

/// The settings of the CRM page.
///
/// # Errors
/// See [`Error`].
pub async fn settings() -> Result<Settings, Error> {
    read(Request::get("/api/settings/crm").send().await).await
}

/// What the page needs to know of the server.
///
/// # Errors
/// See [`Error`].
pub async fn about() -> Result<About, Error> {
    read(Request::get("/api/about").send().await).await
}

/// Saves a draft that was made over `version`.
///
/// # Errors
/// See [`Error`].
pub async fn save(version: i64, draft: &Draft) -> Result<Saved, Error> {
    let request = Request::put("/api/settings/crm").header("If-Match", &format!("\"{version}\""));
    send(request, draft).await
}

/// Tests a panel's draft merged over what is stored.
///
/// # Errors
/// See [`Error`].
pub async fn test(crm: Crm, draft: &PanelDraft) -> Result<Tested, Error> {
    send(
        Request::post(&format!("/api/settings/crm/{}/test", crm.key())),
        draft,
    )
    .await
}

async fn send<T: DeserializeOwned>(
    request: RequestBuilder,
    body: &impl Serialize,
) -> Result<T, Error> {
    let request = request.json(body).map_err(|_| unreadable(0))?;
    read(request.send().await).await
}

async fn read<T: DeserializeOwned>(
    response: Result<Response, gloo_net::Error>,
) -> Result<T, Error> {
    let response = response.map_err(|_| Error::Offline)?;
    let status = response.status();
    if response.ok() {
        return response.json().await.map_err(|_| unreadable(status));
    }
    let wait = response
        .headers()
        .get("retry-after")
        .and_then(|text| text.parse().ok());
    let failure = response.json::<Failure>().await.ok();
    Err(refusal(status, wait, failure))
}

fn unreadable(status: u16) -> Error {
    Error::Server {
        status,
        code: "unreadable_answer".to_owned(),
    }
}

fn refusal(status: u16, wait: Option<u32>, failure: Option<Failure>) -> Error {
    let Some(failure) = failure else {
        return unreadable(status);
    };
    match (status, failure.current) {
        (412, Some(current)) => Error::Conflict(current),
        (422, _) if !failure.problems.is_empty() => Error::Invalid(failure.problems),
        (429, _) => Error::TooManyTries(wait.unwrap_or(30)),
        _ => Error::Server {
            status,
            code: failure.code,
        },
    }
}
