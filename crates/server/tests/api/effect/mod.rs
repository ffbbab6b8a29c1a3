//! The effect: events come in, and records get their owner. The sandbox is the oracle.

#![expect(
    clippy::needless_pass_by_value,
    reason = "tests hand in literals of JSON"
)]

mod each;
mod incoming;
mod killed;
mod linked;
mod own;
mod owners;
mod trouble;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crm::{Connectors, Destination};
use domain::{
    Crm, Draft, Field, Fields, PanelDraft, RecordCreation, SecretEdit,
    wire::{Activity, ActivityPage, Story},
};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use store::{KeySource, Store};
use tokio::net::TcpListener;

use crate::support::{Answer, Options, TestApp, spawn_with};

const HOST: &str = "acme-support.zendesk.com";
const TOKEN: &str = "zd-sandbox-token-for-acme-1a2b";
const CAMILLE: &str = "camille.roy@acme.example";
const ODILE: &str = "odile.ortega@acme.example";
const PETER: &str = "peter.parson@acme.example";

/// A server with a sandbox of its own, and a token to send events with.
struct Centre {
    app: Arc<TestApp>,
    sandbox: String,
    client: Client,
    token: String,
}

impl Centre {
    /// With Zendesk set up and chosen.
    async fn with_zendesk(default_user: bool) -> Self {
        let centre = Self::bare().await;
        centre.set_up(default_user).await;
        centre
    }

    /// Without any platform.
    async fn bare() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sandbox::serve(listener));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let to = Destination::Sandbox(sandbox.parse().unwrap());
        let app = spawn_with(Options {
            connectors: Some(Connectors::new(to).unwrap()),
            calls_per_minute: Some(100_000),
            ..Options::default()
        })
        .await;
        Self::around(Arc::new(app), sandbox).await
    }

    /// Around what runs already.
    async fn around(app: Arc<TestApp>, sandbox: String) -> Self {
        let path = |name: &str| app.folder().join(name);
        let database = format!("sqlite://{}", path("portal.db").display());
        let keys = KeySource::File(path("portal.key"));
        let store = Store::open(&database, &keys).await.unwrap();
        let token = store.make_credential("tests", 1).await.unwrap();
        store.close().await;
        let client = Client::builder().no_proxy().build().unwrap();
        Self {
            app,
            sandbox,
            client,
            token: token.expose_secret().to_owned(),
        }
    }

    async fn set_up(&self, default_user: bool) {
        let panel = PanelDraft {
            fields: Fields::from([
                (Field::Subdomain, "acme-support"),
                (Field::Email, CAMILLE),
                (Field::SessionField, "360012345"),
            ]),
            secret: SecretEdit::Replace(TOKEN.into()),
            default_user: Some(default_user),
            ..PanelDraft::default()
        };
        let draft = Draft {
            agent_platform: Some(Crm::Zendesk),
            panels: [(Crm::Zendesk, panel)].into(),
        };
        let saved = self.app.save(&draft).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
    }

    async fn create_records(&self, creation: RecordCreation) {
        let path = "/api/settings/record-creation";
        let read = self.app.get(path).await;
        let request = self.app.request(Method::PUT, path);
        let request = request.header("if-match", read.header("etag").unwrap());
        let saved = self.app.send(request.json(&creation)).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
    }

    async fn control(&self, path: &str, body: Value) {
        let url = format!("{}/control/{path}", self.sandbox);
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        assert!(
            answer.status().is_success(),
            "{}",
            answer.text().await.unwrap()
        );
    }

    /// What the sandbox shows of itself.
    async fn seen(&self, path: &str) -> Value {
        let url = format!("{}/control/{path}", self.sandbox);
        let answer = self.client.get(url).send().await.unwrap();
        answer.json().await.unwrap()
    }

    async fn post(&self, kind: &str, body: &Value) -> Answer {
        let request = self.app.request(Method::POST, "/api/v1/events");
        let request = request
            .header("content-type", kind)
            .bearer_auth(&self.token);
        self.app.send(request.body(body.to_string())).await
    }

    /// Sends one event, which has to be accepted.
    async fn tell(&self, session: &str, second: u32, kind: &str, data: Value) {
        let event = event(session, second, kind, data);
        let answer = self.post("application/cloudevents+json", &event).await;
        assert_eq!(answer.status, 202, "{}", answer.body);
    }

    /// A chat of Eve's begins.
    async fn chat(&self, session: &str) {
        self.tell(session, 1, "session.started", chat()).await;
    }

    async fn agent(&self, session: &str, second: u32, kind: &str, email: &str) {
        let data = json!({ "agent": { "email": email } });
        self.tell(session, second, kind, data).await;
    }

    /// The tickets, once everything that was told is done or given up.
    async fn tickets(&self) -> Vec<Value> {
        self.settled().await;
        self.tickets_now().await
    }

    async fn tickets_now(&self) -> Vec<Value> {
        let records = self.seen(&format!("zendesk/records?host={HOST}")).await;
        records["tickets"].as_array().unwrap().clone()
    }

    async fn activity(&self) -> ActivityPage {
        self.app.get("/api/activity").await.json()
    }

    /// Waits until nothing is on its way any more.
    async fn settled(&self) -> Vec<Activity> {
        self.until(|rows| rows.iter().all(|row| row.state.key() != "waiting"))
            .await
    }

    async fn until(&self, is_so: impl Fn(&[Activity]) -> bool) -> Vec<Activity> {
        let began = Instant::now();
        loop {
            let rows = self.activity().await.rows;
            if is_so(&rows) {
                return rows;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "{rows:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn story(&self, row: &Activity) -> Story {
        self.app
            .get(&format!("/api/activity/{}", row.id))
            .await
            .json()
    }
}

fn event(session: &str, second: u32, kind: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0", "id": format!("{session}-{second}"), "source": "tests",
        "type": kind, "subject": session, "time": format!("2026-11-27T12:00:{second:02}Z"),
        "data": data,
    })
}

fn chat() -> Value {
    json!({"session": {
        "channel": "chat", "entry": "app", "queue": "billing", "language": "en",
        "contact": {"name": "Eve Endler", "email": "eve@new.example"},
    }})
}

fn call() -> Value {
    json!({"session": {
        "channel": "call", "entry": "phone", "queue": "billing",
        "contact": {"phone": "+33123456789"},
    }})
}

fn assignee(ticket: &Value) -> &str {
    ticket["assignee"]["name"].as_str().unwrap_or("nobody")
}

fn comments(ticket: &Value) -> Vec<&str> {
    let comments = ticket["comments"].as_array().unwrap().iter();
    comments
        .map(|comment| comment["body"].as_str().unwrap())
        .collect()
}
