//! A sandbox of one's own, with connectors that lead to it.

use std::time::Duration;

use crm::{Agent, AgentsError, Connectors, Destination, Limits};
use domain::{Check, Connection, CredentialKind, Crm, Field, Fields, Secret};
use serde_json::Value;
use tokio::net::TcpListener;

/// One sandbox and its connectors.
pub(crate) struct App {
    pub(crate) base: String,
    pub(crate) connectors: Connectors,
}

/// What the sandbox's guide says to type, and what should come of it.
pub(crate) struct Row {
    pub(crate) connection: Connection,
    pub(crate) secret: Secret,
    pub(crate) happens: String,
    pub(crate) verdict: String,
    pub(crate) warning: Option<String>,
}

impl App {
    pub(crate) async fn start() -> Self {
        Self::start_with(Limits::default().whole).await
    }

    /// The same, with this long for a verification.
    pub(crate) async fn start_with(whole: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sandbox::serve(listener));
        let limits = Limits {
            whole,
            token: whole,
            ..Limits::default()
        };
        let connectors =
            Connectors::with_limits(Destination::Sandbox(base.parse().unwrap()), limits).unwrap();
        Self { base, connectors }
    }

    pub(crate) async fn verify(&self, connection: &Connection, secret: &Secret) -> Check {
        self.connectors.to(connection).verify(secret.into()).await
    }

    pub(crate) async fn agents(
        &self,
        connection: &Connection,
        secret: &Secret,
    ) -> Result<Vec<Agent>, AgentsError> {
        self.connectors.to(connection).agents(secret.into()).await
    }

    /// Posts to a switch of the sandbox's control interface.
    pub(crate) async fn set(&self, switch: &str, body: Value) {
        let request = reqwest::Client::new()
            .post(format!("{}/control/{switch}", self.base))
            .json(&body);
        request.send().await.unwrap().error_for_status().unwrap();
    }

    /// Ends all faults.
    pub(crate) async fn heal(&self) {
        let url = format!("{}/control/faults", self.base);
        let request = reqwest::Client::new().delete(url);
        request.send().await.unwrap().error_for_status().unwrap();
    }

    /// What the sandbox knows.
    pub(crate) async fn seed(&self) -> Value {
        let seed = reqwest::get(format!("{}/control/seed", self.base)).await;
        seed.unwrap().json().await.unwrap()
    }

    /// The requests a host got below a path.
    pub(crate) async fn requests(&self, host: &str, path: &str) -> usize {
        let url = format!("{}/control/requests?host={host}&path={path}", self.base);
        let requests: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
        requests.as_array().unwrap().len()
    }

    /// What the sandbox says to type where one secret is all it takes; of Salesforce see `window.rs`.
    pub(crate) async fn guide(&self) -> Vec<Row> {
        let guide = self.seed().await["guide"].take();
        let rows = guide.as_array().unwrap().iter();
        rows.filter(|row| row["crm"] != "Salesforce")
            .map(row)
            .collect()
    }

    /// Zendesk, Kustomer, Dynamics and Zendesk's OAuth client as an administrator: the first row of each.
    pub(crate) async fn administrators(&self) -> Vec<(Connection, Secret)> {
        let guide = self.guide().await;
        let kinds: [fn(&Connection) -> bool; 4] = [
            |c| matches!(c, Connection::Zendesk { .. }),
            |c| matches!(c, Connection::Kustomer { .. }),
            |c| matches!(c, Connection::Dynamics { .. }),
            |c| matches!(c, Connection::ZendeskClient { .. }),
        ];
        let first = |is_it: fn(&Connection) -> bool| {
            let row = guide.iter().find(|row| is_it(&row.connection)).unwrap();
            (row.connection.clone(), row.secret.clone())
        };
        kinds.map(first).into()
    }
}

fn row(row: &Value) -> Row {
    let text = |name: &str| row[name].as_str().unwrap().to_owned();
    let typed: Vec<(String, String)> = serde_json::from_value(row["fields"].clone()).unwrap();
    let typed = |label: &str| {
        typed
            .iter()
            .find(|(name, _)| name == label)
            .map_or("", |(_, value)| value)
    };
    let mut kind = CredentialKind::ApiToken;
    let (crm, secret) = match text("crm").as_str() {
        "Zendesk" => (Crm::Zendesk, "API token"),
        "Zendesk OAuth client" => {
            kind = CredentialKind::OAuthClient;
            (Crm::Zendesk, "Client secret")
        }
        "Kustomer" => (Crm::Kustomer, "API key"),
        _ => (Crm::Dynamics, "Key password"),
    };
    let fields = Fields::from([
        (Field::Subdomain, typed("Subdomain")),
        (Field::CredentialKind, kind.key()),
        (Field::Email, typed("E-mail")),
        (Field::ClientId, typed("Client ID")),
        (Field::Tenant, typed("Tenant")),
        (Field::Organisation, typed("Dynamics domain")),
        (Field::AppId, typed("Application ID")),
    ]);
    let verdict = text("verdict");
    let (verdict, warning) = verdict.split_once(" (").unwrap_or((&verdict, ""));
    Row {
        connection: Connection::parse(crm, &fields).unwrap(),
        secret: typed(secret).into(),
        happens: text("happens"),
        verdict: verdict.to_owned(),
        warning: (!warning.is_empty()).then(|| warning.trim_end_matches(')').to_owned()),
    }
}

pub(crate) fn zendesk() -> Connection {
    let fields = [
        (Field::Subdomain, "acme-support"),
        (Field::Email, "camille.roy@acme.example"),
    ];
    Connection::parse(Crm::Zendesk, &Fields::from(fields)).unwrap()
}

pub(crate) fn client(id: &str) -> Connection {
    let fields = [
        (Field::Subdomain, "acme-support"),
        (Field::CredentialKind, CredentialKind::OAuthClient.key()),
        (Field::ClientId, id),
    ];
    Connection::parse(Crm::Zendesk, &Fields::from(fields)).unwrap()
}

pub(crate) fn kustomer() -> Connection {
    Connection::parse(Crm::Kustomer, &Fields::from([(Field::Subdomain, "acme")])).unwrap()
}

pub(crate) fn dynamics() -> Connection {
    let fields = [
        (Field::Tenant, "contoso.onmicrosoft.com"),
        (Field::Organisation, "acme.crm4.dynamics.com"),
        (Field::AppId, "a0000001-0000-4000-8000-000000000001"),
    ];
    Connection::parse(Crm::Dynamics, &Fields::from(fields)).unwrap()
}
