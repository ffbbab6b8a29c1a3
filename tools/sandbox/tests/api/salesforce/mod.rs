//! Salesforce: a browser without a browser, and the words its tests speak.

mod api;
mod authorize;
mod behind;
mod desk;
mod edges;
mod found;
mod identity;
mod records;
mod refresh;
mod refused;
mod token;

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::helpers::{Answer, Sandbox};

pub(crate) const ACME: &str = "acme.my.salesforce.com";
pub(crate) const UAT: &str = "acme--uat.sandbox.my.salesforce.com";
pub(crate) const CAMILLE: (&str, &str) = ("camille.roy@acme.example", "camille-2026");
pub(crate) const ODILE: (&str, &str) = ("odile.ortega@acme.example", "odile-2026");
pub(crate) const CALLBACK: &str = "http://127.0.0.1:8080/oauth/callback/salesforce";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// What a person and an app do at one organisation.
pub(crate) struct Visit<'a> {
    pub(crate) sandbox: &'a Sandbox,
    pub(crate) host: &'static str,
    pub(crate) key: String,
    pub(crate) secret: String,
}

impl<'a> Visit<'a> {
    /// With the key and secret of the organisation's app.
    pub(crate) async fn to(sandbox: &'a Sandbox, host: &'static str) -> Self {
        let seed = sandbox.control("GET", "seed", None).await.json();
        let orgs = seed["salesforce"].as_array().cloned().unwrap_or_default();
        let org = orgs.iter().find(|o| o["host"] == host).expect("an org");
        let text = |name: &str| org["apps"][0][name].as_str().expect("text").to_owned();
        let (key, secret) = (text("consumer_key"), text("consumer_secret"));
        Self {
            sandbox,
            host,
            key,
            secret,
        }
    }

    /// The parameters of an authorize request with PKCE.
    pub(crate) fn asked(&self) -> HashMap<&'static str, String> {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let scope = "api refresh_token";
        HashMap::from([
            ("response_type", "code".to_owned()),
            ("client_id", self.key.clone()),
            ("redirect_uri", CALLBACK.to_owned()),
            ("scope", scope.to_owned()),
            ("state", "the state/+ ä".to_owned()),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256".to_owned()),
        ])
    }

    pub(crate) async fn authorize(&self, asked: &HashMap<&'static str, String>) -> Answer {
        let mut url = Url::parse(&self.url("/services/oauth2/authorize")).expect("a URL");
        url.query_pairs_mut().extend_pairs(asked);
        Answer::of(self.sandbox.client.get(url)).await
    }

    /// The number in the login page's address, once asked.
    pub(crate) async fn number(&self, asked: &HashMap<&'static str, String>) -> String {
        let page = self.authorize(asked).await;
        assert_eq!(page.status, 302, "{}", page.text);
        parameter(page.header("location"), "request").expect("a number")
    }

    pub(crate) async fn log_in(&self, number: &str, (name, password): (&str, &str)) -> Answer {
        let form = [
            ("request", number),
            ("username", name),
            ("password", password),
        ];
        self.post("/login", &form).await
    }

    pub(crate) async fn decide(&self, number: &str, decision: &str) -> Answer {
        let form = [("request", number), ("decision", decision)];
        let path = "/setup/secur/RemoteAccessAuthorizationPage.apexp";
        self.post(path, &form).await
    }

    /// Asks, logs in and allows: where the browser is sent.
    pub(crate) async fn allow(
        &self,
        asked: &HashMap<&'static str, String>,
        person: (&str, &str),
    ) -> String {
        let number = self.number(asked).await;
        let page = self.log_in(&number, person).await;
        assert_eq!(page.status, 302, "{}", page.text);
        let back = self.decide(&number, "allow").await;
        assert_eq!(back.status, 302, "{}", back.text);
        back.header("location").to_owned()
    }

    /// A code for somebody.
    pub(crate) async fn code(&self, person: (&str, &str)) -> String {
        let back = self.allow(&self.asked(), person).await;
        parameter(&back, "code").expect("a code")
    }

    /// Exchanges a code; `more` goes last, and so replaces what stands before.
    pub(crate) async fn redeem(&self, code: &str, more: &[(&str, &str)]) -> Answer {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("client_id", &self.key),
            ("client_secret", &self.secret),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.token(&[form.as_slice(), more].concat()).await
    }

    pub(crate) async fn token(&self, form: &[(&str, &str)]) -> Answer {
        self.post("/services/oauth2/token", form).await
    }

    pub(crate) async fn refresh(&self, refresh_token: &str) -> Answer {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
            ("client_id", &self.key),
            ("client_secret", &self.secret),
        ];
        self.token(&form).await
    }

    /// The token answer of somebody who has just linked.
    pub(crate) async fn link(&self, person: (&str, &str)) -> Value {
        let answer = self.redeem(&self.code(person).await, &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    /// A call of the API.
    pub(crate) async fn api(&self, path: &str, token: &Value) -> Answer {
        let token = token.as_str().expect("a token");
        Answer::of(self.sandbox.get(self.host, path).bearer_auth(token)).await
    }

    pub(crate) async fn query(&self, soql: &str, token: &Value) -> Answer {
        let mut url = Url::parse(&self.url("/services/data/v66.0/query")).expect("a URL");
        url.query_pairs_mut().append_pair("q", soql);
        let token = token.as_str().expect("a token");
        Answer::of(self.sandbox.client.get(url).bearer_auth(token)).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self.sandbox.client.post(self.url(path));
        let kind = "application/x-www-form-urlencoded";
        Answer::of(request.header("content-type", kind).body(body)).await
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.sandbox.at(self.host, path)
    }
}

/// A parameter of an address.
pub(crate) fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).expect("an address");
    let mut pairs = url.query_pairs();
    pairs.find(|(n, _)| n == name).map(|(_, v)| v.into_owned())
}

/// `error` and `error_description` of an OAuth refusal.
pub(crate) fn refusal(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 400, "{}", answer.text);
    let body = answer.json();
    let text = |name: &str| body[name].as_str().expect("text").to_owned();
    (text("error"), text("error_description"))
}

/// The refusal that hides its cause.
pub(crate) fn expired() -> (String, String) {
    let text = "expired access/refresh token";
    ("invalid_grant".to_owned(), text.to_owned())
}
