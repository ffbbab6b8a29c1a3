//! Whose token it is.

use serde_json::json;

use super::{ACME, CAMILLE, Visit};
use crate::helpers::{Answer, Sandbox};

const PATH: &str = "/id/00Dam00000Acme7EAB/005am00000CRoy1AAD";

#[tokio::test]
async fn the_identity_url_tells_who_on_either_host() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let token = linked["access_token"].as_str().expect("it");
    for host in [ACME, "login.salesforce.com"] {
        let answer = Answer::of(sandbox.get(host, PATH).bearer_auth(token)).await;
        assert_eq!(answer.status, 200);
        let body = answer.json();
        assert_eq!(body["id"], linked["id"]);
        assert_eq!(body["organization_id"], "00Dam00000Acme7EAB");
        assert_eq!(
            (&body["username"], &body["display_name"]),
            (&json!(CAMILLE.0), &json!("Camille Roy"))
        );
        assert_eq!(
            (&body["active"], &body["user_type"]),
            (&json!(true), &json!("STANDARD"))
        );
        assert!(
            body["urls"]["query"]
                .as_str()
                .is_some_and(|u| u.contains("/v{version}/query/"))
        );
    }
}

#[tokio::test]
async fn userinfo_speaks_openid() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let body = acme
        .api("/services/oauth2/userinfo", &linked["access_token"])
        .await
        .json();
    assert_eq!(body["sub"], linked["id"]);
    assert_eq!(body["user_id"], "005am00000CRoy1AAD");
    assert_eq!(
        (&body["preferred_username"], &body["name"]),
        (&json!(CAMILLE.0), &json!("Camille Roy"))
    );
    assert!(body["username"].is_null());
}

#[tokio::test]
async fn bad_tokens_are_told_in_one_word_with_either_status() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    for (reading, status) in [("403", 403), ("401", 401)] {
        sandbox.read_as("salesforce_identity", reading).await;
        for path in [PATH, "/services/oauth2/userinfo"] {
            let bad = acme.api(path, &json!("nonsense")).await;
            assert_eq!(
                (bad.status.as_u16(), bad.text.as_str()),
                (status, "Bad_OAuth_Token")
            );
        }
    }
    let none = Answer::of(sandbox.get(ACME, PATH)).await;
    assert_eq!(
        (none.status.as_u16(), none.text.as_str()),
        (403, "Missing_OAuth_Token")
    );
    let token = acme.link(CAMILLE).await["access_token"].clone();
    // The id of Globex differs in case only.
    let other = PATH.replace("00Dam00000Acme7EAB", "00Dam00000aCME7EAO");
    assert_eq!(acme.api(&other, &token).await.text, "Wrong_Org");
    let other = PATH.replace("005am00000CRoy1AAD", "005am00000AMar2AAD");
    assert_eq!(acme.api(&other, &token).await.text, "Bad_Id");
}

#[tokio::test]
async fn somebody_else_can_answer_here_as_well() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = acme.link(CAMILLE).await["access_token"].clone();
    sandbox.fault(json!("somebody_else")).await;
    let body = acme.api(PATH, &token).await.json();
    assert_eq!(body["username"], "alex.martin@acme.example");
}
