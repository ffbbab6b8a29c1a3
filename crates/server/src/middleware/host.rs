//! The host names this server answers to.
//!
//! Without this list a page whose name was re-pointed at 127.0.0.1 would share our origin and read
//! everything (DNS rebinding). By hand: tower-http has no such layer.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{Version, header},
    middleware::Next,
    response::Response,
};

use crate::{config::Origin, error::Error};

/// Host and port, in lower case, as they stand in `Host`.
#[derive(Clone, Debug)]
pub(crate) struct Hosts(Arc<BTreeSet<String>>);

impl Hosts {
    pub(crate) fn new(port: u16, public: Option<&Origin>, further: &[String]) -> Self {
        let own = ["127.0.0.1", "localhost", "[::1]"]
            .into_iter()
            .flat_map(|name| {
                let bare = (port == 80).then(|| name.to_owned());
                bare.into_iter().chain([format!("{name}:{port}")])
            });
        // A proxy may write the scheme's own port out.
        let public = public.into_iter().flat_map(|origin| {
            let host = origin.host();
            let with_port = origin.default_port().map(|port| format!("{host}:{port}"));
            with_port.into_iter().chain([host.to_owned()])
        });
        let further = further.iter().map(|host| host.trim().to_ascii_lowercase());
        Self(Arc::new(own.chain(public).chain(further).collect()))
    }

    fn know(&self, host: &str) -> bool {
        self.0.contains(&host.to_ascii_lowercase())
    }

    /// Whether every host the request names is known, and one is named: in `Host`, which HTTP/2 may
    /// leave out for its `:authority`.
    fn accept(&self, request: &Request) -> bool {
        let mut headers = request.headers().get_all(header::HOST).iter();
        let (in_header, None) = (headers.next(), headers.next()) else {
            return false;
        };
        let in_target = request.uri().authority();
        let is_named = match request.version() {
            Version::HTTP_2 => in_header.is_some() || in_target.is_some(),
            _ => in_header.is_some(),
        };
        is_named
            && in_target.is_none_or(|authority| self.know(authority.as_str()))
            && in_header.is_none_or(|host| host.to_str().is_ok_and(|host| self.know(host)))
    }
}

/// 421 for every other host.
pub(crate) async fn check(
    State(hosts): State<Hosts>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    if hosts.accept(&request) {
        Ok(next.run(request).await)
    } else {
        Err(Error::WrongHost)
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn accepts(hosts: &Hosts, target: &str, names: &[&str]) -> bool {
        let request = Request::builder().uri(target);
        let request = names
            .iter()
            .fold(request, |request, name| request.header(header::HOST, *name));
        hosts.accept(&request.body(Body::empty()).unwrap())
    }

    #[test]
    fn only_own_names_with_the_own_port_are_answered() {
        let public = "https://portal.example".parse().unwrap();
        let hosts = Hosts::new(8080, Some(&public), &["Other.example:99".into()]);
        for own in [
            "127.0.0.1:8080",
            "LOCALHOST:8080",
            "[::1]:8080",
            "portal.example",
            "Portal.example:443",
            "other.example:99",
        ] {
            assert!(accepts(&hosts, "/", &[own]), "{own}");
        }
        for other in [
            "evil.example:8080",
            "127.0.0.1",
            "127.0.0.1:81",
            "localhost.:8080",
            "portal.example:8080",
            "portal.example:80",
            "",
            "127.1:8080",
        ] {
            assert!(!accepts(&hosts, "/", &[other]), "{other}");
        }
    }

    #[test]
    fn no_host_two_hosts_and_a_foreign_target_are_refused() {
        let hosts = Hosts::new(80, None, &[]);
        assert!(
            accepts(&hosts, "/", &["localhost"])
                && accepts(&hosts, "http://localhost/", &["localhost"])
        );
        assert!(!accepts(&hosts, "/", &[]));
        assert!(!accepts(&hosts, "/", &["localhost", "evil.example"]));
        assert!(!accepts(&hosts, "http://evil.example/", &["localhost"]));
        assert!(!accepts(&hosts, "http://localhost/", &[]));
    }

    #[test]
    fn http_2_names_its_host_in_the_target() {
        let hosts = Hosts::new(80, None, &[]);
        let accepts = |target: &str, host: Option<&str>| {
            let request = Request::builder().version(Version::HTTP_2).uri(target);
            let request = host
                .into_iter()
                .fold(request, |request, host| request.header(header::HOST, host));
            hosts.accept(&request.body(Body::empty()).unwrap())
        };
        assert!(
            accepts("http://localhost/", None) && accepts("http://localhost/", Some("localhost"))
        );
        assert!(!accepts("http://evil.example/", None) && !accepts("/", None));
        assert!(!accepts("http://localhost/", Some("evil.example")));
    }
}
