//! Files as they are, the page for every address of the application, 404 for the rest.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{app::App, assets::Asset, error::Error, routes::is_api};

/// Whatever no route of the API took.
pub(crate) async fn deliver(State(app): State<App>, request: Request) -> Result<Response, Error> {
    let (path, headers) = (request.uri().path(), request.headers());
    if is_api(path) {
        return Err(Error::NoSuchRoute);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::MethodNotAllowed);
    }
    let file = app.assets.get(path.trim_start_matches('/'));
    let page = || {
        if path == "/" || is_navigation(path, headers) {
            app.assets.index()
        } else {
            None
        }
    };
    match file.or_else(page) {
        Some(asset) => Ok(answer(asset, headers)),
        None if app.assets.index().is_none() => Err(Error::NotBuilt),
        None => Err(Error::NoSuchFile),
    }
}

/// A person opening an address, not a page asking for a file that is gone.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let accepts_html = words(headers, &header::ACCEPT).any(|word| word.starts_with("text/html"));
    accepts_html && !path.rsplit('/').next().unwrap_or_default().contains('.')
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let (form, is_brotli) = asset.form(accepts_brotli(headers));
    let is_known = words(headers, &header::IF_NONE_MATCH).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || tag.as_bytes() == form.etag.as_bytes()
    });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        form.bytes.clone().into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(asset.cache));
    answer.insert(header::ETAG, form.etag.clone());
    if asset.varies() {
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if is_brotli && !is_known {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    words(headers, &header::ACCEPT_ENCODING).any(|word| {
        let mut parts = word.split(';').map(str::trim);
        let is_brotli = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")))
            .map_or(Ok(1.0), str::parse::<f32>);
        is_brotli && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// The members of a list header.
fn words<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',').map(str::trim))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let accepts = |value| accepts_brotli(&with(header::ACCEPT_ENCODING, value));
        assert!(accepts("gzip, deflate, br, zstd") && accepts("br;q=0.5") && accepts("BR"));
        assert!(
            !accepts("gzip")
                && !accepts("br;q=0")
                && !accepts("br;Q=0")
                && !accepts("BR ; Q=0.0")
                && !accepts("*")
                && !accepts_brotli(&HeaderMap::new())
        );
    }

    #[test]
    fn only_people_get_the_page_for_any_address() {
        let html = with(header::ACCEPT, "text/html,application/xhtml+xml;q=0.9");
        assert!(is_navigation("/settings/developer/crm", &html));
        assert!(!is_navigation("/portal-0123.js", &html));
        assert!(!is_navigation("/settings", &with(header::ACCEPT, "*/*")));
        assert!(!is_navigation("/settings", &HeaderMap::new()));
    }
}
