//! The window in which an administrator signs in, without a browser.

use crm::salesforce::{self, Grant, Identity, Pkce, Refused, Salesforce};
use domain::Secret;
use reqwest::{Client, Response, header, redirect};
use url::{Url, form_urlencoded};

use crate::app::App;

pub(crate) const ACME: &str = "acme.my.salesforce.com";
pub(crate) const UAT: &str = "acme--uat.sandbox.my.salesforce.com";
pub(crate) const CAMILLE: &str = "camille.roy@acme.example";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:8080/oauth/callback/salesforce";

/// One organisation of the sandbox, and the portal's app in it.
pub(crate) struct Org {
    pub(crate) salesforce: Salesforce,
    pub(crate) secret: Secret,
}

/// How a window ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Back at the portal, with a code.
    Code(Secret),
    /// Back at the portal, with `error` and `error_description`.
    Error(String, String),
    /// On a page of Salesforce's, with this status.
    Page(u16),
}

impl App {
    /// The organisation of this host, with what its app has.
    pub(crate) async fn org(&self, host: &str) -> Org {
        let seed = self.seed().await;
        let orgs = seed["salesforce"].as_array().unwrap();
        let org = orgs.iter().find(|org| org["host"] == host).unwrap();
        let app = |name: &str| org["apps"][0][name].as_str().unwrap();
        let id = org["id"].as_str().unwrap();
        self.org_of(host, id, app("consumer_key"), app("consumer_secret"))
    }

    /// Whatever was typed.
    pub(crate) fn org_of(&self, login: &str, id: &str, key: &str, secret: &str) -> Org {
        let app = salesforce::App {
            login: login.parse().unwrap(),
            consumer_key: key.to_owned(),
            org: id.parse().unwrap(),
        };
        Org {
            salesforce: self.connectors.salesforce(&app),
            secret: secret.into(),
        }
    }
}

impl Org {
    /// A window in which this person signs in and decides.
    pub(crate) async fn visit(&self, username: &str, decision: &str, pkce: &Pkce) -> Ended {
        let state = "a state/+&";
        let start = self
            .salesforce
            .authorize_url(CALLBACK, state, &pkce.challenge);
        let page = Client::builder()
            .redirect(redirect::Policy::none())
            .build()
            .unwrap()
            .get(&start)
            .send()
            .await
            .unwrap();
        let Some(request) = location(&page).and_then(|url| parameter(&url, "request")) else {
            return Ended::Page(page.status().as_u16());
        };
        let (at, _) = start.split_once("/services/").unwrap();
        let password = format!("{}-2026", username.split(['.', '@']).next().unwrap());
        let form = [
            ("request", request.as_str()),
            ("username", username),
            ("password", &password),
        ];
        let mut page = post(&format!("{at}/login"), &form).await;
        if location(&page).is_some_and(|url| !url.as_str().starts_with(CALLBACK)) {
            let form = [("request", request.as_str()), ("decision", decision)];
            let consent = format!("{at}/setup/secur/RemoteAccessAuthorizationPage.apexp");
            page = post(&consent, &form).await;
        }
        let Some(back) = location(&page) else {
            return Ended::Page(page.status().as_u16());
        };
        assert_eq!(parameter(&back, "state").as_deref(), Some(state));
        match parameter(&back, "code") {
            Some(code) => Ended::Code(code.into()),
            None => Ended::Error(
                parameter(&back, "error").unwrap(),
                parameter(&back, "error_description").unwrap_or_default(),
            ),
        }
    }

    /// A code for this person.
    pub(crate) async fn code(&self, username: &str, pkce: &Pkce) -> Secret {
        match self.visit(username, "allow", pkce).await {
            Ended::Code(code) => code,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn exchange(
        &self,
        code: &Secret,
        verifier: &Secret,
    ) -> Result<Grant, Box<Refused>> {
        self.salesforce
            .exchange(&self.secret, CALLBACK, code, verifier)
            .await
    }

    /// The grant of this person.
    pub(crate) async fn link(&self, username: &str) -> Grant {
        let pkce = Pkce::new();
        let code = self.code(username, &pkce).await;
        self.exchange(&code, &pkce.verifier).await.unwrap()
    }

    pub(crate) async fn refresh(&self, token: &Secret) -> Result<Grant, Box<Refused>> {
        self.salesforce.refresh(&self.secret, token).await
    }

    pub(crate) async fn identify(&self, grant: &Grant) -> Identity {
        self.salesforce.identify(grant).await
    }
}

async fn post(url: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let kind = "application/x-www-form-urlencoded";
    let request = client.post(url).header(header::CONTENT_TYPE, kind);
    request.body(body).send().await.unwrap()
}

fn location(page: &Response) -> Option<Url> {
    let to = page.headers().get(header::LOCATION)?;
    to.to_str().unwrap().parse().ok()
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    pairs
        .find(|(is, _)| is == name)
        .map(|(_, v)| v.into_owned())
}
