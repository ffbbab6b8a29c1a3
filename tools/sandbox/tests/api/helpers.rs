//! A sandbox per test on a port of its own, and the few words the tests speak.

use reqwest::{Client, RequestBuilder, Response, StatusCode, header::HeaderMap, redirect};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) const ADMIN: &str = "camille.roy@acme.example";
pub(crate) const TOKEN: &str = "zd-sandbox-token-for-acme-1a2b";
pub(crate) const TENANT: &str = "contoso.onmicrosoft.com";
pub(crate) const ORG: &str = "acme.crm4.dynamics.com";

/// A running sandbox and a client that follows no redirects.
pub(crate) struct Sandbox {
    pub(crate) origin: String,
    pub(crate) client: Client,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response: Response = request.send().await.expect("the sandbox answers");
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.expect("a readable body"),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |v| v.to_str().expect("text"))
    }
}

impl Sandbox {
    pub(crate) async fn start() -> Self {
        rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(sandbox::serve(listener));
        let client = Client::builder().redirect(redirect::Policy::none()).build();
        Self {
            origin,
            client: client.expect("a client"),
        }
    }

    pub(crate) fn at(&self, host: &str, path: &str) -> String {
        format!("{}/at/{host}{path}", self.origin)
    }

    pub(crate) fn get(&self, host: &str, path: &str) -> RequestBuilder {
        self.client.get(self.at(host, path))
    }

    /// A Zendesk call with an e-mail and API token.
    pub(crate) async fn zendesk(&self, path: &str, email: &str, token: &str) -> Answer {
        let request = self.get("acme-support.zendesk.com", path);
        Answer::of(request.basic_auth(format!("{email}/token"), Some(token))).await
    }

    /// A Kustomer call with the seeded key of that name.
    pub(crate) async fn kustomer(&self, path: &str, key: &str) -> Answer {
        let key = self.kustomer_key(key).await;
        Answer::of(self.get("acme.api.kustomerapp.com", path).bearer_auth(key)).await
    }

    /// The value of the seeded Kustomer key of that name.
    pub(crate) async fn kustomer_key(&self, name: &str) -> String {
        let seed = self.control("GET", "seed", None).await.json();
        let orgs = seed["kustomer"].as_array().cloned().unwrap_or_default();
        let mut keys = orgs
            .iter()
            .flat_map(|o| o["keys"].as_array().into_iter().flatten());
        let key = keys
            .find(|k| k["name"] == name)
            .unwrap_or_else(|| panic!("no key {name}"));
        key["value"].as_str().expect("text").to_owned()
    }

    /// Id and secret of the seeded application of that name.
    pub(crate) async fn app(&self, name: &str) -> (String, String) {
        let seed = self.control("GET", "seed", None).await.json();
        let apps = seed["entra"][0]["apps"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let app = apps
            .iter()
            .find(|a| a["name"] == name)
            .unwrap_or_else(|| panic!("no {name}"));
        let text = |v: &Value| v.as_str().expect("text").to_owned();
        (text(&app["id"]), text(&app["secrets"][0]["value"]))
    }

    /// Asks for a token of an application.
    pub(crate) async fn ask_token(&self, tenant: &str, id: &str, secret: &str) -> Answer {
        let scope = format!("https://{ORG}/.default");
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", secret),
            ("scope", scope.as_str()),
        ];
        self.post_form(tenant, &form).await
    }

    pub(crate) async fn post_form(&self, tenant: &str, form: &[(&str, &str)]) -> Answer {
        let path = format!("/{tenant}/oauth2/v2.0/token");
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self
            .client
            .post(self.at("login.microsoftonline.com", &path));
        let kind = "application/x-www-form-urlencoded";
        Answer::of(request.header("content-type", kind).body(body)).await
    }

    /// A living token of the seeded application of that name.
    pub(crate) async fn token(&self, app: &str) -> String {
        let (id, secret) = self.app(app).await;
        let answer = self.ask_token(TENANT, &id, &secret).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["access_token"]
            .as_str()
            .expect("a token")
            .to_owned()
    }

    /// A Web API call by the seeded application of that name.
    pub(crate) async fn dataverse(&self, app: &str, path: &str) -> Answer {
        let token = self.token(app).await;
        let path = format!("/api/data/v9.2/{path}");
        Answer::of(self.get(ORG, &path).bearer_auth(token)).await
    }

    pub(crate) async fn control(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let method = method.parse().expect("a method");
        let mut request = self
            .client
            .request(method, format!("{}/control/{path}", self.origin));
        if let Some(body) = body {
            request = request.json(&body);
        }
        Answer::of(request).await
    }

    /// Switches a fault on for every host.
    pub(crate) async fn fault(&self, fault: Value) -> Answer {
        self.control(
            "POST",
            "faults",
            Some(json!({ "host": "*", "fault": fault })),
        )
        .await
    }

    /// Chooses the reading of an open point.
    pub(crate) async fn read_as(&self, point: &str, value: &str) {
        let answer = self
            .control("POST", "reading", Some(json!({ point: value })))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
}
