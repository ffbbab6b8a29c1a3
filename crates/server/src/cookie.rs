//! The cookies there are before sign-in: each ties a link that was begun to its browser.
//!
//! One for each, so that two windows do not take each other's; what a browser brings along is
//! compared with what was given out, never taken over.

use axum::http::{HeaderMap, Uri, header, uri::Authority};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use time::Duration;
use url::{Host, Url};

const NAME: &str = "portal-link-";

/// How long one lives: as long as a link may take, and a little.
const LIFETIME: Duration = Duration::minutes(15);

/// So many are looked at; a browser with more has been given them by somebody else.
const MOST: usize = 16;

/// Under TLS no other host can plant it.
fn prefix(is_https: bool) -> &'static str {
    if is_https { "__Host-" } else { "" }
}

/// The secrets of all links that this browser began.
pub(crate) fn browsers(jar: &CookieJar, is_https: bool) -> Vec<String> {
    let start = format!("{}{NAME}", prefix(is_https));
    let ours = jar
        .iter()
        .filter(|cookie| cookie.name().starts_with(&start));
    ours.take(MOST)
        .map(|cookie| cookie.value().to_owned())
        .collect()
}

/// The cookie of a link that was begun. `Lax`: the browser sends it along when Salesforce leads back
/// here.
pub(crate) fn of(id: &str, browser: String, is_https: bool) -> Cookie<'static> {
    Cookie::build((format!("{}{NAME}{id}", prefix(is_https)), browser))
        .path("/")
        .max_age(LIFETIME)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https)
        .build()
}

/// Takes it away: the link has ended.
pub(crate) fn without(jar: CookieJar, id: &str, is_https: bool) -> CookieJar {
    jar.remove(of(id, String::new(), is_https))
}

/// Whether a cookie set under the request's host name is sent again where Salesforce leads back to.
pub(crate) fn comes_back(uri: &Uri, headers: &HeaderMap, redirect_uri: &str) -> bool {
    let host =
        |url: &str| -> Option<Host<String>> { Some(Url::parse(url).ok()?.host()?.to_owned()) };
    let in_header = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    // HTTP/2 names it in the target.
    let here = in_header.or(uri.authority().map(Authority::as_str));
    let here = here.and_then(|name| host(&format!("http://{name}")));
    here.is_some() && here == host(redirect_uri)
}
