//! Somebody at work in an organisation, and the words that tests of records speak.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{ACME, Visit};
use crate::helpers::{Answer, Sandbox};

pub(super) const VERSION: &str = "/services/data/v66.0";
pub(super) const CAMILLE_ID: &str = "005am00000CRoy1AAD";
pub(super) const ODILE_ID: &str = "005am00000OOrt4AAD";

/// Somebody at work in an organisation.
pub(super) struct Desk<'a> {
    pub(super) visit: Visit<'a>,
    pub(super) token: Value,
}

impl<'a> Desk<'a> {
    pub(super) async fn of(sandbox: &'a Sandbox, person: (&str, &str)) -> Self {
        let visit = Visit::to(sandbox, ACME).await;
        let token = visit.link(person).await["access_token"].clone();
        Self { visit, token }
    }

    /// A call that leaves the assignment rule alone.
    pub(super) fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let url = self.visit.url(&format!("{VERSION}{path}"));
        let request = self.visit.sandbox.client.request(method, url);
        let token = self.token.as_str().expect("a token");
        let request = request.bearer_auth(token);
        request.header("Sforce-Auto-Assign", "FALSE")
    }

    pub(super) async fn send(&self, method: Method, path: &str, body: Value) -> Answer {
        Answer::of(self.call(method, path).json(&body)).await
    }

    pub(super) async fn create(&self, object: &str, body: Value) -> Answer {
        self.send(Method::POST, &format!("/sobjects/{object}"), body)
            .await
    }

    /// The id of a record just made.
    pub(super) async fn id(&self, object: &str, body: Value) -> String {
        let made = self.create(object, body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.json()["id"].as_str().expect("an id").to_owned()
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        Answer::of(self.call(Method::GET, path)).await
    }

    pub(super) async fn control(&self, path: &str, mut body: Value) {
        body["host"] = json!(ACME);
        let path = format!("salesforce/{path}");
        let answer = self.visit.sandbox.control("POST", &path, Some(body)).await;
        assert!(answer.status.is_success(), "{}", answer.text);
    }

    pub(super) async fn records(&self) -> Value {
        let path = format!("salesforce/records?host={ACME}");
        self.visit.sandbox.control("GET", &path, None).await.json()
    }

    pub(super) async fn owner(&self, id: &str) -> Value {
        let case = self
            .get(&format!("/sobjects/Case/{id}?fields=OwnerId"))
            .await;
        case.json()["OwnerId"].clone()
    }
}

pub(super) fn error(answer: &Answer) -> (u16, String) {
    let code = answer.json()[0]["errorCode"].as_str().map(str::to_owned);
    (answer.status.as_u16(), code.unwrap_or_default())
}

/// A case of a session that belongs to Odile.
pub(super) fn chat(session: &str) -> Value {
    json!({ "Subject": "Chat", "Origin": "Chat", "OwnerId": ODILE_ID, "Session_Id__c": session })
}
