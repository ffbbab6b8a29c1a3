//! A server of its own for every test.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use crm::{Connectors, Destination, Verifier};
use domain::{Crm, Draft, PanelDraft, Settings, wire::Failure};
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use serde::de::DeserializeOwned;
use server::{Assets, Channels, Config, Server};
use store::KeySource;
use tempfile::TempDir;

use super::{fake::Fake, logs};

/// A running server.
pub(crate) struct TestApp {
    pub(crate) url: String,
    pub(crate) fake: Arc<Fake>,
    folder: TempDir,
    client: Client,
    heard: Mutex<String>,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// What a test wants other than usual.
pub(crate) struct Options {
    pub(crate) web_root: PathBuf,
    pub(crate) idle: Duration,
    pub(crate) connections: Option<usize>,
    pub(crate) calls_per_minute: Option<u32>,
    pub(crate) timeout: Duration,
    pub(crate) verify_every: Duration,
    pub(crate) channels: Channels,
    pub(crate) public_url: Option<&'static str>,
    pub(crate) allowed_origin: Option<&'static str>,
    pub(crate) verifier: Option<Arc<dyn Verifier>>,
    /// To a sandbox; without it administrators cannot be linked.
    pub(crate) connectors: Option<Connectors>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            web_root: "no such folder".into(),
            idle: Duration::from_secs(15),
            connections: None,
            calls_per_minute: None,
            timeout: Duration::from_secs(10),
            verify_every: Duration::from_secs(3600),
            channels: Channels::default(),
            public_url: None,
            allowed_origin: None,
            verifier: None,
            connectors: None,
        }
    }
}

pub(crate) async fn spawn_app() -> TestApp {
    spawn_with(Options::default()).await
}

pub(crate) async fn spawn_with(options: Options) -> TestApp {
    logs::listen();
    let folder = tempfile::tempdir().unwrap();
    let fake = Arc::new(Fake::default());
    let config = Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        database: format!("sqlite://{}", folder.path().join("portal.db").display()),
        keys: KeySource::File(folder.path().join("portal.key")),
        assets: Assets::from_folder(&options.web_root).unwrap(),
        sandbox: options.verifier.is_some() || options.connectors.is_some(),
        public_url: options.public_url.map(|url| url.parse().unwrap()),
        allowed_origins: options
            .allowed_origin
            .map(|url| url.parse().unwrap())
            .into_iter()
            .collect(),
        allowed_hosts: Vec::new(),
        lost_lines: server::LostLines::default(),
        idle: options.idle,
        connections: options.connections,
        timeout: options.timeout,
        calls_per_minute: options.calls_per_minute,
        keep_events: Duration::from_secs(30 * 86_400),
        verify_every: options.verify_every,
        channels: options.channels,
    };
    let nowhere = || {
        let base = "http://127.0.0.1:1".parse().unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        Connectors::new(Destination::Sandbox(base)).unwrap()
    };
    let connectors = options.connectors.clone();
    let verifier = options
        .verifier
        .or(connectors.map(|all| Arc::new(all) as Arc<dyn Verifier>))
        .unwrap_or_else(|| fake.clone());
    let connectors = options.connectors.unwrap_or_else(nowhere);
    let server = Server::bind(config, connectors, verifier).await.unwrap();
    let url = format!("http://{}", server.address());
    tokio::spawn(server.run(std::future::pending()));
    let client = Client::builder().no_proxy().build().unwrap();
    TestApp {
        url,
        fake,
        folder,
        client,
        heard: Mutex::default(),
    }
}

impl TestApp {
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
        self.heard
            .lock()
            .unwrap()
            .push_str(&format!("{headers:?}\n{body}\n"));
        Answer {
            status,
            headers,
            body,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn settings(&self) -> Settings {
        self.get("/api/settings/crm").await.json()
    }

    /// A save made from the settings as they are.
    pub(crate) async fn save(&self, draft: &Draft) -> Answer {
        let version = self.settings().await.version;
        self.save_at(version, draft).await
    }

    pub(crate) async fn save_at(&self, version: i64, draft: &Draft) -> Answer {
        let request = self.request(Method::PATCH, "/api/settings/crm");
        self.send(
            request
                .header("if-match", format!("\"{version}\""))
                .json(draft),
        )
        .await
    }

    pub(crate) async fn test(&self, crm: Crm, panel: &PanelDraft) -> Answer {
        self.send(
            self.request(
                Method::POST,
                &format!("/api/settings/crm/{}/test", crm.key()),
            )
            .json(panel),
        )
        .await
    }

    /// The secret the CRM gets to see when the stored connection is tested.
    pub(crate) async fn kept_secret(&self, crm: Crm) -> String {
        self.fake.asked();
        assert_eq!(self.test(crm, &PanelDraft::default()).await.status, 200);
        self.fake.asked().remove(0).1
    }

    /// Everything answered so far, headers included.
    pub(crate) fn heard(&self) -> String {
        self.heard.lock().unwrap().clone()
    }

    /// Where the database and its key are.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.body))
    }

    /// Status and code of a failure that says everything a failure has to.
    #[track_caller]
    pub(crate) fn failure(&self) -> (u16, String) {
        let failure: Failure = self.json();
        assert!(
            !failure.message.is_empty() && !failure.next_step.is_empty(),
            "{}",
            self.body
        );
        assert_eq!(
            failure.request_id.as_deref(),
            self.header("x-request-id"),
            "{}",
            self.body
        );
        (self.status, failure.code)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
