//! The one cookie there is before sign-in: it ties a link to the browser that began it.

use axum::http::{HeaderMap, header};
use url::Url;

const NAME: &str = "portal-link";

/// How long it lives, in seconds: as long as a link may take, and a little.
const SECONDS: u32 = 900;

/// Under TLS no other host can plant it.
fn name(is_https: bool) -> String {
    let prefix = if is_https { "__Host-" } else { "" };
    format!("{prefix}{NAME}")
}

/// The value this browser sends, if it sends one; two of them are none.
pub(crate) fn browser(headers: &HeaderMap, is_https: bool) -> Option<String> {
    let wanted = name(is_https);
    let lines = headers.get_all(header::COOKIE).iter();
    let texts = lines.filter_map(|line| line.to_str().ok());
    let mut values = texts
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned());
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

/// Whether a cookie set under the request's host name is sent again where Salesforce leads back to.
pub(crate) fn comes_back(headers: &HeaderMap, redirect_uri: &str) -> bool {
    let host = |url: &str| Some(Url::parse(url).ok()?.host()?.to_owned());
    let here = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .and_then(|name| host(&format!("http://{name}")));
    here.is_some() && here == host(redirect_uri)
}

/// The header that sets it. `Lax`: the browser sends it along when Salesforce leads back here.
pub(crate) fn set(value: &str, is_https: bool) -> String {
    let secure = if is_https { "; Secure" } else { "" };
    let name = name(is_https);
    format!("{name}={value}; Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}")
}
