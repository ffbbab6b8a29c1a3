//! What is written to Dataverse.

mod edges;

use reqwest::Method;
use serde_json::{Value, json};

use crate::helpers::{Answer, ORG, Sandbox};

const ODILE: &str = "5a0d0000-0000-4000-8000-00000000000b";
const CAMILLE: &str = "5a0d0000-0000-4000-8000-00000000000a";
const OBJECT_OF_ODILE: &str = "0b1ec700-0000-4000-8000-00000000000b";
const CONTACT: &str = "c0a70000-0000-4000-8000-000000000001";
const OURS: &str = "11111111-2222-4333-8444-555555555555";
const REPRESENTATION: (&str, &str) = ("prefer", "return=representation");

struct Org {
    sandbox: Sandbox,
    token: String,
}

impl Org {
    async fn start() -> Self {
        let sandbox = Sandbox::start().await;
        let token = sandbox.token("Portal").await;
        Self { sandbox, token }
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> reqwest::RequestBuilder {
        let url = self.sandbox.at(ORG, &format!("/api/data/v9.2/{path}"));
        let request = self.sandbox.client.request(method, url);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.bearer_auth(&self.token).json(body)
    }

    async fn post(&self, path: &str, headers: &[(&str, &str)], body: Value) -> Answer {
        Answer::of(self.request(Method::POST, path, headers, &body)).await
    }

    /// Writes the case with our own id.
    async fn patch(&self, headers: &[(&str, &str)], body: Value) -> Answer {
        let path = format!("incidents({OURS})");
        Answer::of(self.request(Method::PATCH, &path, headers, &body)).await
    }

    async fn get(&self, path: &str) -> Answer {
        let url = self.sandbox.at(ORG, &format!("/api/data/v9.2/{path}"));
        Answer::of(self.sandbox.client.get(url).bearer_auth(&self.token)).await
    }

    async fn case(&self) -> Value {
        self.get(&format!("incidents({OURS})")).await.json()
    }

    async fn control(&self, path: &str, mut body: Value) {
        body["host"] = json!(ORG);
        let path = format!("dynamics/{path}");
        let answer = self.sandbox.control("POST", &path, Some(body)).await;
        assert!(answer.status.is_success(), "{}", answer.text);
    }

    async fn cases(&self) -> Vec<Value> {
        let path = format!("dynamics/records?host={ORG}");
        let records = self.sandbox.control("GET", &path, None).await.json();
        records["cases"].as_array().expect("cases").clone()
    }
}

fn chat() -> Value {
    json!({
        "title": "Chat", "description": "hello", "new_sessionid": "s-1", "caseorigincode": 3,
        "customerid_contact@odata.bind": format!("/contacts({CONTACT})"),
        "ownerid@odata.bind": format!("/systemusers({ODILE})"),
    })
}

fn refused(answer: &Answer) -> (u16, String) {
    let code = answer.json()["error"]["code"].clone();
    (
        answer.status.as_u16(),
        code.as_str().unwrap_or_default().to_owned(),
    )
}

fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn a_case_is_made_and_read_again() {
    let org = Org::start().await;
    let made = org.post("incidents", &[], chat()).await;
    assert_eq!((made.status.as_u16(), made.text.as_str()), (204, ""));
    let place = made.header("odata-entityid");
    assert!(place.contains("/api/data/v9.2/incidents("), "{place}");
    let shown = org.post("incidents", &[REPRESENTATION], chat()).await;
    assert_eq!(shown.status, 201, "{}", shown.text);
    let case = shown.json();
    assert_eq!(
        (&case["_ownerid_value"], &case["_customerid_value"]),
        (&json!(ODILE), &json!(CONTACT))
    );
    assert_eq!(
        (&case["statecode"], &case["statuscode"]),
        (&json!(0), &json!(1))
    );
    assert!(
        case["@odata.etag"]
            .as_str()
            .is_some_and(|e| e.starts_with("W/\""))
    );
    let query = "incidents?$filter=new_sessionid eq 's-1'&$select=title&$orderby=createdon&$top=1";
    let found = org.get(query).await.json();
    assert_eq!(found["value"][0]["title"], "Chat");
}

#[tokio::test]
async fn a_case_with_an_id_of_ours_is_made_once() {
    let org = Org::start().await;
    let once = [("if-none-match", "*")];
    assert_eq!(org.patch(&once, chat()).await.status, 204);
    let again = org.patch(&once, chat()).await;
    assert_eq!(refused(&again), is(412, "0x80040237"));
    org.sandbox.read_as("dynamics_duplicate", "500").await;
    let again = org.patch(&once, chat()).await;
    assert_eq!(refused(&again), is(500, "0x80040237"));
    assert_eq!(org.cases().await.len(), 1);
}

#[tokio::test]
async fn a_plain_patch_brings_a_deleted_case_back_and_a_matching_one_does_not() {
    let org = Org::start().await;
    assert_eq!(org.patch(&[REPRESENTATION], chat()).await.status, 201);
    assert_eq!(org.patch(&[REPRESENTATION], chat()).await.status, 200);
    org.control("cases", json!({"id": OURS, "deleted": true}))
        .await;
    let there = [("if-match", "*")];
    let gone = org.patch(&there, chat()).await;
    assert_eq!(refused(&gone), is(404, "0x80040217"));
    assert_eq!(org.patch(&[], chat()).await.status, 204);
    assert_eq!(org.cases().await.len(), 1);
}

#[tokio::test]
async fn a_version_that_is_no_longer_there_is_refused() {
    let org = Org::start().await;
    org.patch(&[], chat()).await;
    let etag = org.case().await["@odata.etag"]
        .as_str()
        .expect("one")
        .to_owned();
    org.control("cases", json!({"id": OURS, "owner_id": CAMILLE}))
        .await;
    let title = json!({"title": "Later"});
    let stale = org.patch(&[("if-match", &etag)], title.clone()).await;
    assert_eq!(refused(&stale), is(412, "0x80060882"));
    let etag = org.case().await["@odata.etag"]
        .as_str()
        .expect("one")
        .to_owned();
    assert_eq!(org.patch(&[("if-match", &etag)], title).await.status, 204);
    let case = org.case().await;
    assert_eq!(
        (&case["title"], &case["_ownerid_value"]),
        (&json!("Later"), &json!(CAMILLE))
    );
}

#[tokio::test]
async fn an_owner_is_bound_and_one_sent_as_text_is_ignored() {
    let org = Org::start().await;
    let mut body = chat();
    body.as_object_mut()
        .expect("one")
        .remove("ownerid@odata.bind");
    body["ownerid"] = json!(ODILE);
    org.patch(&[], body).await;
    let me = org.get("WhoAmI").await.json()["UserId"].clone();
    assert_eq!(org.case().await["_ownerid_value"], me);
    let bound = json!({"ownerid@odata.bind": format!("/systemusers({ODILE})")});
    org.patch(&[], bound).await;
    assert_eq!(org.case().await["_ownerid_value"], ODILE);
}

#[tokio::test]
async fn what_a_case_does_not_have_is_refused() {
    let org = Org::start().await;
    let with = |name: &str, value: Value| {
        let mut body = chat();
        body[name] = value;
        body
    };
    let nobody = json!(format!("/contacts({OURS})"));
    for (body, status, code) in [
        (with("nonsense", json!(1)), 400, "0x80048d19"),
        (
            with("nonsense@odata.bind", json!("/x(1)")),
            400,
            "0x80048d19",
        ),
        (with("title", json!(1)), 400, "0x80048d19"),
        (with("title", json!("x".repeat(201))), 400, "0x80044331"),
        (with("prioritycode", json!(9)), 400, "0x80048d19"),
        (
            with("customerid_contact@odata.bind", nobody),
            404,
            "0x80040217",
        ),
        (json!({"title": "nobody's"}), 400, "0x80040216"),
    ] {
        let answer = org.post("incidents", &[], body.clone()).await;
        assert_eq!(refused(&answer), is(status, code), "{body}");
    }
    assert_eq!(org.post("systemusers", &[], json!({})).await.status, 405);
    assert_eq!(org.post("accounts", &[], json!({})).await.status, 404);
}

#[tokio::test]
async fn a_case_is_resolved_by_its_own_call_and_then_takes_only_notes() {
    let org = Org::start().await;
    org.patch(&[], chat()).await;
    let by_patch = org
        .patch(&[], json!({"statecode": 1, "statuscode": 5}))
        .await;
    assert_eq!(by_patch.status, 400, "{}", by_patch.text);
    let close = json!({
        "IncidentResolution": {
            "subject": "Done", "incidentid@odata.bind": format!("/incidents({OURS})"),
        },
        "Status": 5,
    });
    assert_eq!(
        org.post("CloseIncident", &[], close.clone()).await.status,
        204
    );
    assert_eq!(org.case().await["statecode"], 1);
    assert_eq!(
        refused(&org.post("CloseIncident", &[], close).await),
        is(400, "0x80044354")
    );
    let later = org.patch(&[], json!({"title": "Later"})).await;
    assert_eq!(refused(&later), is(400, "0x80044354"));
    let note = json!({
        "subject": "Chat", "notetext": "<b>bye</b>",
        "objectid_incident@odata.bind": format!("/incidents({OURS})"),
    });
    assert_eq!(org.post("annotations", &[], note).await.status, 204);
    let cases = org.cases().await;
    assert_eq!(
        (&cases[0]["state"], &cases[0]["notes"][0]["text"]),
        (&json!("resolved"), &json!("<b>bye</b>"))
    );
    let page = Answer::of(
        org.sandbox
            .client
            .get(format!("{}/records", org.sandbox.origin)),
    )
    .await;
    for text in [ORG, "Odile Ortega", "resolved", "&lt;b&gt;bye"] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
}
