//! The typed client of the server's API; every failure is a case of one enum.

use std::pin::Pin;

use domain::{
    Crm, Draft, Linking, LinkingStatus, PanelDraft, Settings,
    wire::{About, Failure, Known, Problem, Saved, Tested, Unlinked},
};
use gloo_net::http::{Request, RequestBuilder};
use serde::{Serialize, de::DeserializeOwned};

const LINKS: &str = "/api/settings/crm/salesforce/links";
const LINKINGS: &str = "/api/settings/crm/salesforce/linkings";

/// What a call brings: the text of a good answer.
type Answer = Pin<Box<dyn Future<Output = Result<String, Error>>>>;

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
    parse(call(Request::get("/api/settings/crm"), None).await)
}

/// What the page needs to know of the server.
///
/// # Errors
/// See [`Error`].
pub async fn about() -> Result<About, Error> {
    parse(call(Request::get("/api/about"), None).await)
}

/// Saves a draft that was made over `version`.
///
/// # Errors
/// See [`Error`].
pub async fn save(version: i64, draft: &Draft) -> Result<Saved, Error> {
    let request = Request::put("/api/settings/crm").header("If-Match", &format!("\"{version}\""));
    parse(call(request, json(draft)).await)
}

/// Tests a panel's draft merged over what is stored.
///
/// # Errors
/// See [`Error`].
pub async fn test(crm: Crm, draft: &PanelDraft) -> Result<Tested, Error> {
    let request = Request::post(&format!("/api/settings/crm/{}/test", crm.key()));
    parse(call(request, json(draft)).await)
}

/// What is known of the stored connections and links.
///
/// # Errors
/// See [`Error`].
pub async fn known() -> Result<Known, Error> {
    parse(call(Request::get("/api/settings/crm/known"), None).await)
}

/// Begins to link a Salesforce administrator.
///
/// # Errors
/// See [`Error`].
pub async fn begin_link() -> Result<Linking, Error> {
    parse(call(Request::post(LINKS), nothing()).await)
}

/// How a link that was begun stands; called off first where that is asked for.
///
/// # Errors
/// See [`Error`].
pub async fn linking(id: &str, call_off: bool) -> Result<LinkingStatus, Error> {
    let address = format!("{LINKINGS}/{id}");
    let request = if call_off {
        Request::delete(&address)
    } else {
        Request::get(&address)
    };
    parse(call(request, None).await)
}

/// Puts a linked administrator first.
///
/// # Errors
/// See [`Error`].
pub async fn make_primary(id: &str) -> Result<Known, Error> {
    let request = Request::post(&format!("{LINKS}/{id}/first"));
    parse(call(request, nothing()).await)
}

/// Unlinks an administrator.
///
/// # Errors
/// See [`Error`].
pub async fn unlink(id: &str) -> Result<Unlinked, Error> {
    parse(call(Request::delete(&format!("{LINKS}/{id}")), None).await)
}

/// The body of a request that says all by its address.
fn nothing() -> Option<String> {
    Some("{}".to_owned())
}

fn json(body: &impl Serialize) -> Option<String> {
    serde_json::to_string(body).ok()
}

fn parse<T: DeserializeOwned>(answer: Result<String, Error>) -> Result<T, Error> {
    serde_json::from_str(&answer?).map_err(|_| unreadable(200))
}

/// One call. Boxed and free of types, so that the wasm holds it once and its callers stay small.
fn call(request: RequestBuilder, body: Option<String>) -> Answer {
    Box::pin(async move {
        let request = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body),
            None => request.build(),
        };
        let request = request.map_err(|_| unreadable(0))?;
        let response = request.send().await.map_err(|_| Error::Offline)?;
        let status = response.status();
        let text = response.text().await;
        if response.ok() {
            return text.map_err(|_| unreadable(status));
        }
        let wait = response
            .headers()
            .get("retry-after")
            .and_then(|text| text.parse().ok());
        let failure = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        Err(refusal(status, wait, failure))
    })
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
