//! Whether a page of another origin is behind a request: forged writes are refused.
//!
//! By hand instead of tower-http's layer, which lets a foreign `Origin` pass beside a
//! `Sec-Fetch-Site` of `none` or `same-origin`, and looks at the first of several headers only. What
//! browsers send stands in <https://fetch.spec.whatwg.org/#origin-header> and
//! <https://www.w3.org/TR/fetch-metadata/>; programs that are no browsers send neither.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::Response,
};

use crate::{config::Origin, error::Error};

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The origins whose pages may write.
#[derive(Clone, Debug)]
pub(crate) struct Origins(Arc<Known>);

#[derive(Debug)]
struct Known {
    /// The portal's own, as browsers write them.
    own: BTreeSet<String>,
    /// Those of others, named at start.
    allowed: BTreeSet<String>,
}

impl Origins {
    pub(crate) fn new(
        port: u16,
        public: Option<&Origin>,
        hosts: &[String],
        allowed: &[Origin],
    ) -> Self {
        let port = if port == 80 {
            String::new()
        } else {
            format!(":{port}")
        };
        let near = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("http://{name}{port}"));
        let public = public.map(ToString::to_string);
        // Which scheme a proxy speaks to the people behind such a host is not known here.
        let hosts = hosts.iter().flat_map(|host| {
            let host = host.trim().to_ascii_lowercase();
            ["http", "https"].map(|scheme| format!("{scheme}://{host}"))
        });
        Self(Arc::new(Known {
            own: near.into_iter().chain(public).chain(hosts).collect(),
            allowed: allowed.iter().map(ToString::to_string).collect(),
        }))
    }

    fn accept(&self, method: &Method, headers: &HeaderMap) -> bool {
        let (Ok(origin), Ok(site)) = (one(headers, &header::ORIGIN), one(headers, &SITE)) else {
            return false;
        };
        // Sandboxed frames, local files and data URLs have this one; nothing of ours ever has.
        if origin.is_some_and(|origin| origin.is_empty() || origin.eq_ignore_ascii_case("null")) {
            return false;
        }
        if method.is_safe() {
            return true;
        }
        let is_allowed = origin.is_some_and(|origin| self.0.allowed.contains(origin));
        let is_own = origin.is_none_or(|origin| self.0.own.contains(origin));
        let is_near = matches!(site, None | Some("same-origin" | "none"));
        is_allowed || (is_own && is_near)
    }
}

/// The header's value, if it stands there once.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ()> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(|text| Some(text.trim())).map_err(|_| ()),
        (Some(_), Some(_)) => Err(()),
    }
}

/// 403 for what a page of another origin sent.
pub(crate) async fn check(
    State(origins): State<Origins>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    if origins.accept(request.method(), request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(Error::ForeignOrigin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "http://127.0.0.1:8080";

    fn accepts(method: &Method, headers: &[(&str, &str)]) -> bool {
        let public = "https://portal.example".parse().unwrap();
        let allowed = "https://other.example".parse().unwrap();
        let origins = Origins::new(8080, Some(&public), &["proxied.example".into()], &[allowed]);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        origins.accept(method, &map)
    }

    fn writes(headers: &[(&str, &str)]) -> bool {
        accepts(&Method::PATCH, headers)
    }

    #[test]
    fn own_pages_named_origins_and_programs_may_write() {
        for headers in [
            &[][..],
            &[("origin", OWN), ("sec-fetch-site", "same-origin")],
            &[("origin", "http://localhost:8080")],
            &[
                ("origin", "https://portal.example"),
                ("sec-fetch-site", "none"),
            ],
            &[("origin", "https://proxied.example")],
            &[
                ("origin", "https://other.example"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[("sec-fetch-site", "none")],
        ] {
            assert!(writes(headers), "{headers:?}");
        }
    }

    #[test]
    fn whatever_else_a_browser_says_is_a_foreign_page() {
        for headers in [
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "none"),
            ][..],
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "same-origin"),
            ],
            &[("origin", "https://evil.example")],
            &[("origin", OWN), ("origin", "https://evil.example")],
            &[("origin", OWN), ("origin", OWN)],
            &[
                ("sec-fetch-site", "same-origin"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[("origin", "")],
            &[("origin", "null"), ("sec-fetch-site", "none")],
            &[("origin", "https://127.0.0.1:8080")],
            &[("origin", "http://127.0.0.1")],
            &[("origin", "http://127.0.0.1:8081")],
            &[("origin", "http://portal.example")],
            &[("origin", OWN), ("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "Same-Origin, none")],
        ] {
            assert!(!writes(headers), "{headers:?}");
        }
    }

    #[test]
    fn reading_is_open_but_for_origins_that_are_none() {
        let reads = |headers: &[(&str, &str)]| accepts(&Method::GET, headers);
        assert!(reads(&[("sec-fetch-site", "cross-site")]));
        assert!(!reads(&[("origin", "null")]) && !reads(&[("origin", "")]));
        assert!(!reads(&[("origin", OWN), ("origin", OWN)]));
    }
}
