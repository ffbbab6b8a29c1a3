//! A tiny server that answers as a test says, and remembers what it was asked.

use std::{
    convert::Infallible,
    io::Write as _,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, Method, Response, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use crm::{Agent, AgentsError, Connectors, Destination, Limits};
use domain::{Check, Connection, CredentialKind, Crm, Field, Fields, Secret};
use flate2::{Compression, write::GzEncoder};
use tokio::{io::AsyncWriteExt as _, net::TcpListener, time::Sleep};

pub(crate) const SECRET: &str = "c4nary~Secret.for-these-tests";
pub(crate) const APP: &str = "a0000001-0000-4000-8000-000000000001";
pub(crate) const ZENDESK_ADMIN: &str = r#"{"user":{"id":1,"name":"Camille Roy","email":"camille@acme.example","role":"admin","active":true}}"#;

/// What a server was asked.
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// A server, and connectors that take it for every CRM.
pub(crate) struct Server {
    pub(crate) connectors: Connectors,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers every request like this.
    pub(crate) async fn start(
        answer: impl Fn(Asked) -> Response<Body> + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self::at(&listener);
        let paths = Arc::clone(&server.paths);
        let app = Router::new().fallback(move |request: Request| {
            let (answer, paths) = (answer.clone(), Arc::clone(&paths));
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
                paths.lock().unwrap().push(head.uri.path().to_owned());
                answer(Asked {
                    method: head.method,
                    path: head.uri.path().to_owned(),
                    query: head.uri.query().unwrap_or_default().to_owned(),
                    headers: head.headers,
                    body: String::from_utf8(body.to_vec()).unwrap(),
                })
            }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        server
    }

    /// Takes connections and says nothing.
    pub(crate) async fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self::at(&listener);
        tokio::spawn(async move {
            let mut kept = Vec::new();
            while let Ok(connection) = listener.accept().await {
                kept.push(connection);
            }
        });
        server
    }

    /// Takes connections and closes them.
    pub(crate) async fn dropping() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self::at(&listener);
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        server
    }

    /// Takes connections and says this, which is no HTTP.
    pub(crate) async fn blurting(text: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self::at(&listener);
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let _ = connection.write_all(text.as_bytes()).await;
            }
        });
        server
    }

    /// Listens no more.
    pub(crate) async fn closed() -> Self {
        Self::at(&TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    fn at(listener: &TcpListener) -> Self {
        let base = format!("http://{}", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let limits = Limits {
            whole: Duration::from_millis(1200),
            token: Duration::from_millis(1200),
            pages: 5,
            ..Limits::default()
        };
        let connectors = Connectors::with_limits(Destination::Sandbox(base), limits).unwrap();
        Self {
            connectors,
            paths: Arc::default(),
        }
    }

    pub(crate) async fn verify(&self, connection: &Connection) -> Check {
        self.verify_with(connection, &SECRET.into()).await
    }

    pub(crate) async fn verify_with(&self, connection: &Connection, secret: &Secret) -> Check {
        self.connectors.to(connection).verify(secret.into()).await
    }

    pub(crate) async fn verify_all(&self) -> Vec<Check> {
        vec![
            self.verify(&zendesk()).await,
            self.verify(&zendesk_client()).await,
            self.verify(&kustomer()).await,
            self.verify(&dynamics()).await,
        ]
    }

    pub(crate) async fn agents(&self, connection: &Connection) -> Result<Vec<Agent>, AgentsError> {
        self.connectors
            .to(connection)
            .agents((&Secret::from(SECRET)).into())
            .await
    }

    /// The paths asked for so far.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.paths.lock().unwrap().clone()
    }
}

pub(crate) fn zendesk() -> Connection {
    let fields = Fields::from([
        (Field::Subdomain, "acme"),
        (Field::Email, "camille@acme.example"),
    ]);
    Connection::parse(Crm::Zendesk, &fields).unwrap()
}

pub(crate) fn zendesk_client() -> Connection {
    let fields = Fields::from([
        (Field::Subdomain, "acme"),
        (Field::CredentialKind, CredentialKind::OAuthClient.key()),
        (Field::ClientId, "portal"),
    ]);
    Connection::parse(Crm::Zendesk, &fields).unwrap()
}

pub(crate) fn kustomer() -> Connection {
    Connection::parse(Crm::Kustomer, &Fields::from([(Field::Subdomain, "acme")])).unwrap()
}

pub(crate) fn dynamics() -> Connection {
    let tenant = (Field::Tenant, "contoso.onmicrosoft.com");
    let fields = Fields::from([
        tenant,
        (Field::Organisation, "acme.crm4.dynamics.com"),
        (Field::AppId, APP),
    ]);
    Connection::parse(Crm::Dynamics, &fields).unwrap()
}

pub(crate) fn salesforce() -> Connection {
    Connection::Salesforce {
        login: "acme.my.salesforce.com".parse().unwrap(),
        consumer_key: "3MVG9.key".to_owned(),
        org: "00Dam00000Acme7EAB".parse().unwrap(),
    }
}

/// A Kustomer key that says it belongs to another organisation.
pub(crate) fn foreign_key() -> Secret {
    format!(
        "eyJ9.{}.{SECRET}",
        URL_SAFE_NO_PAD.encode(r#"{"orgName":"globex"}"#)
    )
    .into()
}

pub(crate) fn json(status: StatusCode, body: &str) -> Response<Body> {
    let body = Body::from(body.to_owned());
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A body that never ends.
pub(crate) struct Endless;

impl futures_core::Stream for Endless {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Ok(Bytes::from_static(&[b' '; 8192]))))
    }
}

/// A body of a byte now and then.
#[derive(Default)]
pub(crate) struct Dripping(Option<Pin<Box<Sleep>>>);

impl futures_core::Stream for Dripping {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pause = self
            .0
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(Duration::from_millis(50))));
        std::task::ready!(pause.as_mut().poll(cx));
        self.0 = None;
        Poll::Ready(Some(Ok(Bytes::from_static(b" "))))
    }
}
