//! Linking Salesforce administrators, through the real connectors and the imitated sign-in pages.

mod ends;
mod holds;
mod way;
mod window;

use std::sync::Arc;

use crm::{Connectors, Destination};
use domain::{
    AttemptStatus, Crm, Field, Fields, LinkAttempt, Panel, PanelDraft, SecretEdit, wire::Tested,
};
use reqwest::{Client, Method, Response, header, redirect::Policy};
use serde_json::{Value, json};

use tokio::net::TcpListener;

use crate::support::{Answer, Options, TestApp, draft, spawn_with};

const CRM: Crm = Crm::Salesforce;
const ACME: &str = "acme.my.salesforce.com";
const CAMILLE: &str = "camille.roy@acme.example";
const ALEX: &str = "alex.martin@acme.example";
const KEY: &str =
    "3MVG9sandboxPortalOfAcme.NotARealConsumerKey_0000000000000000000000000000000000000001";
const SECRET: &str = "C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00ACE0A1B2";

/// A portal whose Salesforce panel is filled and saved, and the Salesforce it is filled for.
pub(crate) struct Portal {
    pub(crate) app: Arc<TestApp>,
    pub(crate) sandbox: String,
    pub(crate) browser: Client,
}

/// A browser that was sent back to the portal.
pub(crate) struct Return {
    url: String,
    cookie: String,
}

impl Portal {
    pub(crate) async fn set_up() -> Self {
        Self::set_up_at(ACME, "00Dam00000Acme7").await
    }

    pub(crate) async fn set_up_at(login_url: &str, org_id: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sandbox::serve(listener));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let connectors = Connectors::new(Destination::Sandbox(sandbox.parse().unwrap())).unwrap();
        let app = spawn_with(Options {
            connectors: Some(connectors),
            calls_per_minute: Some(100_000),
            ..Options::default()
        })
        .await;
        let browser = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .build()
            .unwrap();
        let portal = Self {
            app: Arc::new(app),
            sandbox,
            browser,
        };
        let panel = PanelDraft {
            fields: Fields::from([
                (Field::OrgId, org_id),
                (Field::OrgName, "Acme"),
                (Field::ConsumerKey, KEY),
                (Field::Cloud, "service"),
                (Field::LoginUrl, login_url),
            ]),
            secret: SecretEdit::Replace(SECRET.into()),
            ..PanelDraft::default()
        };
        assert_eq!(portal.app.save(&draft([(CRM, panel)])).await.status, 200);
        portal
    }

    /// Presses Link; gives what the page gets and the browser's cookie.
    pub(crate) async fn begin(&self) -> (LinkAttempt, String) {
        let answer = self.post("links").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.header("set-cookie").unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
        let pair = cookie.split(';').next().unwrap().to_owned();
        (answer.json(), pair)
    }

    pub(crate) async fn post(&self, what: &str) -> Answer {
        let path = format!("/api/settings/crm/salesforce/{what}");
        let request = self.app.request(Method::POST, &path).json(&json!({}));
        self.app.send(request).await
    }

    /// Signs in at Salesforce and presses Allow or Deny. The address the browser is sent back to, or
    /// the page Salesforce keeps it on.
    pub(crate) async fn sign_in(
        &self,
        authorize_url: &str,
        username: &str,
        decision: &str,
    ) -> Result<String, String> {
        let to = |response: Response| location(&response);
        let login = to(self.browser.get(authorize_url).send().await.unwrap());
        let Some(login) = login else {
            return Err("no login page".to_owned());
        };
        if login.contains("/oauth/callback/") {
            return Ok(login);
        }
        let request = login.split("request=").nth(1).unwrap().to_owned();
        let first = username.split('.').next().unwrap();
        let first = first.split('@').next().unwrap();
        let password = format!("{first}-2026");
        let form = [
            ("request", request.as_str()),
            ("username", username),
            ("password", &password),
        ];
        let base = login.split("/login?").next().unwrap();
        let logged_in = self.form(&format!("{base}/login"), &form).await;
        let Some(next) = location(&logged_in) else {
            return Err(logged_in.text().await.unwrap());
        };
        if next.contains("/oauth/callback/") {
            return Ok(next);
        }
        let form = [("request", request.as_str()), ("decision", decision)];
        let consent = format!("{base}/setup/secur/RemoteAccessAuthorizationPage.apexp");
        let decided = self.form(&consent, &form).await;
        Ok(location(&decided).unwrap())
    }

    async fn form(&self, url: &str, form: &[(&str, &str)]) -> Response {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        self.browser
            .post(url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// The way to the callback, not yet walked.
    pub(crate) async fn signed_in(&self, username: &str, decision: &str) -> (String, Return) {
        let (linking, cookie) = self.begin().await;
        let url = self
            .sign_in(&linking.authorize_url, username, decision)
            .await
            .unwrap();
        (linking.id, Return { url, cookie })
    }

    /// The browser arrives at the portal.
    pub(crate) async fn arrive(&self, back: &Return) -> (u16, String) {
        self.arrive_with(&back.url, Some(&back.cookie)).await
    }

    pub(crate) async fn arrive_with(&self, url: &str, cookie: Option<&str>) -> (u16, String) {
        let mut request = self.browser.get(url);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.text().await.unwrap())
    }

    pub(crate) async fn status(&self, id: &str) -> AttemptStatus {
        let path = format!("/api/settings/crm/salesforce/linkings/{id}");
        self.app.get(&path).await.json()
    }

    /// The whole way. How it ended.
    pub(crate) async fn link_as(&self, username: &str, decision: &str) -> AttemptStatus {
        let (id, back) = self.signed_in(username, decision).await;
        let (status, page) = self.arrive(&back).await;
        assert_eq!(status, 200, "{page}");
        assert!(page.contains(&id), "the page tells the portal which link");
        self.status(&id).await
    }

    /// Links an administrator; gives the link's id.
    pub(crate) async fn link(&self, username: &str) -> String {
        match self.link_as(username, "allow").await {
            AttemptStatus::Linked(link) => link.id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn panel(&self) -> Panel {
        self.app.settings().await.panel(CRM)
    }

    pub(crate) async fn test(&self) -> Tested {
        let answer = self.app.test(CRM, &PanelDraft::default()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub(crate) async fn unlink(&self, id: &str) -> Answer {
        let path = format!("/api/settings/crm/salesforce/links/{id}");
        self.app.send(self.app.request(Method::DELETE, &path)).await
    }

    /// A switch of the imitated Salesforce.
    pub(crate) async fn control(&self, switch: &str, body: Value) {
        let url = format!("{}/control/{switch}", self.sandbox);
        let sent = self.browser.post(url).json(&body).send().await.unwrap();
        sent.error_for_status().unwrap();
    }

    /// How often a token was asked for by its refresh token.
    pub(crate) async fn refreshes(&self) -> usize {
        let url = format!("{}/control/requests?grant_type=refresh_token", self.sandbox);
        let seen: Value = self
            .browser
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let list = seen.as_array().or_else(|| seen["requests"].as_array());
        list.unwrap().len()
    }
}

fn location(response: &Response) -> Option<String> {
    let value = response.headers().get(header::LOCATION)?;
    let text = value.to_str().unwrap();
    Some(response.url().join(text).unwrap().to_string())
}
