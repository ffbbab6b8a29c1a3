//! Where Salesforce sends the window back to: a page of a sentence that tells the portal and closes.

mod words;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use domain::{AttemptStatus, Secret};
use links::{Answer, Ended};

use crate::{app::App, cookie, error::Error};
use words::Words;

/// Longest query that is read; Salesforce's codes stay below 1 kB.
const MAX_QUERY: usize = 8 * 1024;

/// Takes the answer and shows what became of it. Only a navigation acts: a page that names this
/// address as an image, a browser that fetches ahead, or a look at the head alone does not.
pub(crate) async fn callback(
    State(app): State<App>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    jar: CookieJar,
) -> Result<Response, Error> {
    if method != Method::GET || !is_navigation(&headers) {
        return Err(Error::NotANavigation);
    }
    let query = query.unwrap_or_default();
    let browsers = cookie::browsers(&jar, app.is_https());
    let ended = match read(&query) {
        Some(answer) => app.links.take_answer(&browsers, answer).await,
        None => Ok(Ended::Gone),
    };
    let jar = match &ended {
        Ok(Ended::Linking { id, .. }) => cookie::without(jar, id, app.is_https()),
        _ => jar,
    };
    let ended = ended.map_err(Error::from);
    Ok((jar, page(&ended, Words::accepted_by(&headers))).into_response())
}

/// Whether a person's browser opens the address as a page of its own. Programs say nothing of this.
fn is_navigation(headers: &HeaderMap) -> bool {
    let one = |name: &str| headers.get_all(name).iter().map(HeaderValue::as_bytes);
    let is_page = one("sec-fetch-dest").all(|destination| destination == b"document");
    let is_ahead = one("sec-purpose").chain(one("purpose")).next().is_some();
    is_page && !is_ahead
}

/// `state` with `code` or `error`, each once.
fn read(query: &str) -> Option<Answer> {
    if query.len() > MAX_QUERY {
        return None;
    }
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let one = |name: &str| {
        let mut values = pairs.iter().filter(|(key, _)| key == name);
        let value = values.next().map(|(_, value)| value.clone())?;
        values.next().is_none().then_some(value)
    };
    let error = one("error");
    Some(Answer {
        state: one("state")?,
        code: one("code").map(Secret::from),
        refusal: error.map(|error| (error, one("error_description").unwrap_or_default())),
    })
}

fn page(ended: &Result<Ended, Error>, words: &Words) -> Response {
    let (status, id, sentence) = match ended {
        Ok(Ended::Linking { id, status }) => {
            let is_linked = matches!(status, AttemptStatus::Linked(_));
            let sentence = if is_linked {
                &words.linked
            } else {
                &words.not_linked
            };
            (StatusCode::OK, id.as_str(), sentence)
        }
        Ok(Ended::OtherBrowser) => (StatusCode::FORBIDDEN, "", &words.other_browser),
        Ok(Ended::Gone) => (StatusCode::GONE, "", &words.gone),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "", &words.failed),
    };
    let (lang, back) = (words.language, &words.back);
    // The id is ours and of letters, digits and hyphens; nothing of the query is repeated.
    let html = format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Salesforce</title></head><body data-linking=\"{id}\"><main><h1>Salesforce</h1><p>{sentence}</p>\
         <p><a href=\"/settings/developer/crm#salesforce\">{back}</a></p></main>\
         <script src=\"/linked.js\"></script></body></html>"
    );
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let store = HeaderValue::from_static("no-store");
    // It comes after a page of Salesforce's: with a policy of ours the browser would cut the window off
    // from the page that opened it, and nobody could close it.
    let opener = HeaderValue::from_static("unsafe-none");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, store),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            opener,
        ),
    ];
    (status, headers, html).into_response()
}
