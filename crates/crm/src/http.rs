//! The HTTP client of all connectors: no redirects, no cookies, bounded time and size.
//!
//! A proxy of the environment is a matter of the route: it may stand before the real CRMs, which are
//! spoken to through TLS, and never before a sandbox on this machine, which is not.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use reqwest::{
    Client, Method, Request, Response,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use rustls::crypto::ring;
use serde_json::Value;

use crate::{
    answer::{Answer, Step},
    credential::{Body, Credential},
    endpoint::{Destination, Host},
    limits::Limits,
    scrub::Scrub,
    trouble::failed,
};

/// The HTTP client cannot be made, most often because the system has no CA certificates.
#[derive(Debug, thiserror::Error)]
#[error("the HTTPS client cannot start; are the system's CA certificates installed? ({0})")]
pub struct SetupError(#[from] reqwest::Error);

/// One client and the place it talks to; cheap to clone.
#[derive(Clone)]
pub(crate) struct Http {
    client: Client,
    destination: Arc<Destination>,
    pub(crate) limits: Limits,
}

impl Http {
    pub(crate) fn new(destination: Destination, limits: Limits) -> Result<Self, SetupError> {
        // reqwest brings no provider of its own; an `Err` means that there is one already.
        let _ = ring::default_provider().install_default();
        let builder = Client::builder()
            .user_agent(concat!("portal/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.connect)
            .timeout(limits.whole)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false);
        let client = match destination {
            // The system's own CA certificates; a proxy sees the names of hosts and nothing else.
            Destination::Real => builder.https_only(true),
            // No TLS at all: a machine without CA certificates can still try the product. And so no
            // proxy, which would read every secret.
            Destination::Sandbox(_) => builder.tls_certs_only([]).no_proxy(),
        }
        .build()?;
        Ok(Self {
            client,
            destination: Arc::new(destination),
            limits,
        })
    }

    pub(crate) fn destination(&self) -> &Destination {
        &self.destination
    }

    /// A `GET` in the name of this credential, with the headers a CRM wants besides.
    pub(crate) async fn get(
        &self,
        host: &Host,
        path: &str,
        query: &str,
        who: &Credential,
        more: &[(&'static str, &'static str)],
    ) -> Step<Answer> {
        let mut request = Request::new(Method::GET, self.destination.url(host, path, query));
        let headers = request.headers_mut();
        headers.extend(more.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        }));
        headers.insert(AUTHORIZATION, who.header.clone());
        self.ask(request, &who.scrub).await
    }

    /// A write in the name of this credential: JSON, with the headers the CRM wants besides.
    pub(crate) async fn write(
        &self,
        method: Method,
        host: &Host,
        path: &str,
        who: &Credential,
        more: &[(&'static str, &str)],
        body: &Value,
    ) -> Step<Answer> {
        let mut request = Request::new(method, self.destination.url(host, path, ""));
        let headers = request.headers_mut();
        for (name, value) in more {
            let value = HeaderValue::from_str(value).expect("names of ours are plain letters");
            headers.insert(HeaderName::from_static(name), value);
        }
        headers.insert(AUTHORIZATION, who.header.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(body.to_string().into());
        self.ask(request, &who.scrub).await
    }

    /// A `POST` with nothing but its body to say who asks.
    pub(crate) async fn post(&self, host: &Host, path: &str, body: Body) -> Step<Answer> {
        self.post_within(self.limits.whole, host, path, body).await
    }

    /// The same with a timeout of its own, for a call whose lost answer cannot be had again.
    pub(crate) async fn post_within(
        &self,
        timeout: Duration,
        host: &Host,
        path: &str,
        body: Body,
    ) -> Step<Answer> {
        let mut request = Request::new(Method::POST, self.destination.url(host, path, ""));
        *request.timeout_mut() = Some(timeout);
        let kind = HeaderValue::from_static(body.kind);
        request.headers_mut().insert(CONTENT_TYPE, kind);
        *request.body_mut() = Some(body.text.into());
        self.ask(request, &body.scrub).await
    }

    async fn ask(&self, mut request: Request, scrub: &Scrub) -> Step<Answer> {
        request
            .headers_mut()
            .insert(ACCEPT, HeaderValue::from_static("application/json"));
        let path = request.url().path().to_owned();
        let response = self
            .client
            .execute(request)
            .await
            .map_err(|error| failed(&path, None, &error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // Of a redirect nothing is read, least of all where it leads.
        let limit = if response.status().is_redirection() {
            0
        } else {
            self.limits.body
        };
        let body = read(response, limit)
            .await
            .map_err(|error| failed(&path, Some(status), &error))?;
        let answer = parse(status, headers, body, scrub);
        tracing::debug!(
            path,
            status,
            trace_id = trace_id(&answer),
            is_cut = answer.is_cut,
            "a CRM answered"
        );
        answer.settled()
    }
}

/// The decompressed body, or `None` as soon as it is longer than `limit`.
async fn read(mut response: Response, limit: usize) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    if limit == 0 {
        return Ok(None);
    }
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// Reads any content type: whether it is JSON is found out by trying.
fn parse(status: u16, headers: HeaderMap, body: Option<Vec<u8>>, scrub: &Scrub) -> Answer {
    let is_cut = body.is_none();
    let text = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
    let json = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    Answer {
        status,
        headers,
        text,
        json,
        is_cut,
        at: SystemTime::now(),
        scrub: scrub.clone(),
    }
}

/// What the CRM's own support asks for; for the log.
fn trace_id(answer: &Answer) -> Option<String> {
    let headers = [
        "x-zendesk-request-id",
        "x-ms-service-request-id",
        "x-ms-request-id",
        "x-request-id",
    ];
    let header = headers
        .iter()
        .find_map(|name| answer.headers.get(*name)?.to_str().ok());
    answer
        .scrub
        .code(header.or_else(|| answer.raw("/trace_id"))?)
}
