//! The typed client of the server's API; every failure is a case of one enum.

use domain::{
    Crm, Draft, Linking, LinkingStatus, PanelDraft, Settings,
    wire::{About, Failure, Known, Problem, Saved, Tested, Unlinked},
};
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};

const LINKS: &str = "/api/settings/crm/salesforce/links";
const LINKINGS: &str = "/api/settings/crm/salesforce/linkings";

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

/// What is known of the stored connections and links.
///
/// # Errors
/// See [`Error`].
pub async fn known() -> Result<Known, Error> {
    read(Request::get("/api/settings/crm/known").send().await).await
}

/// Begins to link a Salesforce administrator.
///
/// # Errors
/// See [`Error`].
pub async fn begin_link() -> Result<Linking, Error> {
    send(Request::post(LINKS), &Nothing {}).await
}

/// How a link that was begun stands.
///
/// # Errors
/// See [`Error`].
pub async fn linking(id: &str) -> Result<LinkingStatus, Error> {
    read(Request::get(&format!("{LINKINGS}/{id}")).send().await).await
}

/// Calls a link off.
///
/// # Errors
/// See [`Error`].
pub async fn cancel_link(id: &str) -> Result<LinkingStatus, Error> {
    read(Request::delete(&format!("{LINKINGS}/{id}")).send().await).await
}

/// Puts a linked administrator first.
///
/// # Errors
/// See [`Error`].
pub async fn make_primary(id: &str) -> Result<Known, Error> {
    send(Request::post(&format!("{LINKS}/{id}/first")), &Nothing {}).await
}

/// Unlinks an administrator.
///
/// # Errors
/// See [`Error`].
pub async fn unlink(id: &str) -> Result<Unlinked, Error> {
    read(Request::delete(&format!("{LINKS}/{id}")).send().await).await
}

/// The body of a request that says all by its address.
#[derive(Serialize)]
struct Nothing {}

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
    let (status, text) = text(response).await?;
    serde_json::from_str(&text).map_err(|_| unreadable(status))
}

/// The body of a good answer. Apart from [`read`], so that the wasm holds it once for all types.
async fn text(response: Result<Response, gloo_net::Error>) -> Result<(u16, String), Error> {
    let response = response.map_err(|_| Error::Offline)?;
    let status = response.status();
    if response.ok() {
        let text = response.text().await.map_err(|_| unreadable(status))?;
        return Ok((status, text));
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
