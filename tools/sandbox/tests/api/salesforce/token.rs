//! What a code is good for, and what it is not.

use serde_json::json;

use super::{ACME, CALLBACK, CAMILLE, VERIFIER, Visit, expired, parameter, refusal};
use crate::helpers::{Answer, Sandbox};

fn grant(text: &str) -> (String, String) {
    ("invalid_grant".to_owned(), text.to_owned())
}

#[tokio::test]
async fn the_answer_to_a_code_is_the_documented_one() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let answer = acme.redeem(&acme.code(CAMILLE).await, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.header("cache-control").contains("no-store"));
    let body = answer.json();
    let mut names: Vec<&str> = body
        .as_object()
        .expect("it")
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    let expected = [
        "access_token",
        "id",
        "instance_url",
        "issued_at",
        "refresh_token",
        "scope",
        "signature",
        "token_type",
    ];
    assert_eq!(names, expected);
    assert_eq!(body["instance_url"], format!("https://{ACME}"));
    assert_eq!(
        body["id"],
        "https://login.salesforce.com/id/00Dam00000Acme7EAB/005am00000CRoy1AAD"
    );
    assert_eq!(
        (&body["token_type"], &body["scope"]),
        (&json!("Bearer"), &json!("api refresh_token id"))
    );
    assert!(body["issued_at"].as_str().is_some_and(|t| t.len() == 13));
    assert!(
        body["access_token"]
            .as_str()
            .is_some_and(|t| t.starts_with("00Dam00000Acme7!"))
    );
    assert!(
        body["refresh_token"]
            .as_str()
            .is_some_and(|t| t.starts_with("5Aep861"))
    );
}

#[tokio::test]
async fn where_the_instance_is_can_be_read_in_four_ways() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let base = format!("{}/at/{ACME}", sandbox.origin);
    for (reading, url) in [
        ("sandbox", base.as_str()),
        ("hostile", "https://evil.example"),
        ("look_alike", "https://acme.my.salesforce.com.evil.example"),
    ] {
        sandbox.read_as("salesforce_instance_url", reading).await;
        let body = acme.link(CAMILLE).await;
        assert_eq!(body["instance_url"], url);
        let leads_here = body["id"].as_str().is_some_and(|id| id.starts_with(&base));
        assert_eq!(leads_here, reading == "sandbox");
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_a_second_use_ends_what_it_gave() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let code = acme.code(CAMILLE).await;
    let first = acme.redeem(&code, &[]).await.json();
    assert_eq!(
        refusal(&acme.redeem(&code, &[]).await),
        grant("expired authorization code")
    );
    let dead = acme
        .api("/services/data/v66.0", &first["access_token"])
        .await;
    assert_eq!(dead.status, 401);
    let refresh_token = first["refresh_token"].as_str().expect("it");
    assert_eq!(refusal(&acme.refresh(refresh_token).await), expired());
}

#[tokio::test]
async fn a_code_is_bound_to_its_app_callback_and_challenge() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    for (more, expected) in [
        ([("code_verifier", "")], "invalid code verifier"),
        ([("code_verifier", CALLBACK)], "invalid code verifier"),
        (
            [("redirect_uri", "http://127.0.0.1:8080/callback")],
            "redirect_uri must match configuration",
        ),
        ([("client_secret", "wrong")], "invalid client credentials"),
        ([("client_secret", "")], "invalid client credentials"),
        ([("client_id", "3MVG9unknown")], "client identifier invalid"),
        ([("code", "aPrxunknown")], "invalid authorization code"),
        ([("grant_type", "password")], "grant type not supported"),
    ] {
        let answer = acme.redeem(&acme.code(CAMILLE).await, &more).await;
        assert_eq!(refusal(&answer).1, expected);
    }
    let globex = Visit::to(&sandbox, "globex.my.salesforce.com").await;
    let elsewhere = globex.redeem(&acme.code(CAMILLE).await, &[]).await;
    assert_eq!(refusal(&elsewhere), grant("invalid authorization code"));
}

#[tokio::test]
async fn codes_expire_and_so_do_people() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let code = acme.code(CAMILLE).await;
    let leave = json!({ "host": ACME, "username": CAMILLE.0, "active": false });
    sandbox
        .control("POST", "salesforce/people", Some(leave))
        .await;
    assert_eq!(
        refusal(&acme.redeem(&code, &[]).await),
        grant("authentication failure")
    );
    sandbox.control("POST", "reset", None).await;

    let soon = json!({ "host": ACME, "code_seconds": 0 });
    sandbox.control("POST", "salesforce/app", Some(soon)).await;
    let late = acme.redeem(&acme.code(CAMILLE).await, &[]).await;
    assert_eq!(refusal(&late), grant("expired authorization code"));
}

#[tokio::test]
async fn key_and_secret_may_come_in_a_basic_header() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let code = acme.code(CAMILLE).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let request = sandbox.client.post(acme.url("/services/oauth2/token"));
    let request = request.basic_auth(&acme.key, Some(&acme.secret));
    assert_eq!(Answer::of(request.body(body)).await.status, 200);
}

#[tokio::test]
async fn without_the_scope_there_is_no_refresh_token() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let mut asked = acme.asked();
    asked.insert("scope", "id".to_owned());
    let back = acme.allow(&asked, CAMILLE).await;
    let code = parameter(&back, "code").expect("a code");
    let body = acme.redeem(&code, &[]).await.json();
    assert!(body["refresh_token"].is_null());
    let call = acme
        .api("/services/data/v66.0", &body["access_token"])
        .await;
    assert_eq!(call.status, 401);
    assert!(call.text.contains("not valid for use with the REST API"));

    asked.insert("scope", "offline_access api".to_owned());
    let back = acme.allow(&asked, CAMILLE).await;
    let code = parameter(&back, "code").expect("a code");
    assert!(acme.redeem(&code, &[]).await.json()["refresh_token"].is_string());
}
