//! What happens at Salesforce behind the app's back, by the controls.

use serde_json::{Value, json};

use super::{ACME, CAMILLE, UAT, VERIFIER, Visit, expired, parameter, refusal};
use crate::helpers::{Answer, Sandbox};

const VERSION: &str = "/services/data/v66.0";
const ADMIN_TEST: &str = "SELECT COUNT() FROM PermissionSetAssignment WHERE AssigneeId='005am00000CRoy1' \
    AND PermissionSet.PermissionsModifyAllData=true";

async fn behind(sandbox: &Sandbox, what: &str, body: Value) -> Answer {
    let answer = sandbox
        .control("POST", &format!("salesforce/{what}"), Some(body))
        .await;
    assert!(answer.status.is_success(), "{}", answer.text);
    answer
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().expect("text").to_owned()
}

#[tokio::test]
async fn a_person_s_consents_can_be_revoked() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let camille = acme.link(CAMILLE).await;
    let alex = acme.link(("alex.martin@acme.example", "alex-2026")).await;
    let told = behind(
        &sandbox,
        "revoke",
        json!({ "host": ACME, "username": CAMILLE.0 }),
    )
    .await;
    assert_eq!(told.json(), json!({ "revoked": 1 }));
    assert_eq!(
        acme.api(VERSION, &camille["access_token"]).await.status,
        401
    );
    let refresh = acme.refresh(&text(&camille, "refresh_token")).await;
    assert_eq!(refusal(&refresh), expired());
    assert_eq!(acme.api(VERSION, &alex["access_token"]).await.status, 200);
    // One token alone, by the control that every CRM has.
    let token = alex["access_token"].clone();
    sandbox
        .control("POST", "revoke", Some(json!({ "credential": token })))
        .await;
    assert_eq!(acme.api(VERSION, &token).await.status, 401);
    assert_eq!(
        acme.refresh(&text(&alex, "refresh_token")).await.status,
        200
    );
}

#[tokio::test]
async fn a_deactivated_person_s_tokens_rest_until_they_come_back() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let set = async |active: bool| {
        let body = json!({ "host": ACME, "username": CAMILLE.0, "active": active });
        behind(&sandbox, "people", body).await;
    };
    set(false).await;
    assert_eq!(acme.api(VERSION, &linked["access_token"]).await.status, 401);
    let refresh = acme.refresh(&text(&linked, "refresh_token")).await;
    assert_eq!(
        refusal(&refresh),
        ("invalid_grant".into(), "authentication failure".into())
    );
    let number = acme.number(&acme.asked()).await;
    assert!(
        acme.log_in(&number, CAMILLE)
            .await
            .text
            .contains("disabled by your system")
    );
    set(true).await;
    assert_eq!(
        acme.refresh(&text(&linked, "refresh_token")).await.status,
        200
    );
}

#[tokio::test]
async fn rights_can_be_taken_away_and_given_back() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = acme.link(CAMILLE).await["access_token"].clone();
    for (username, user) in [
        (CAMILLE.0, "005am00000CRoy1"),
        ("alex.martin@acme.example", "005am00000AMar2"),
        ("greta.group@acme.example", "005am00000GGro3"),
    ] {
        let soql = ADMIN_TEST.replace("005am00000CRoy1", user);
        for (admin, count) in [(false, 0), (true, 1)] {
            let body = json!({ "host": ACME, "username": username, "admin": admin });
            behind(&sandbox, "people", body).await;
            let found = acme.query(&soql, &token).await.json();
            assert_eq!(found["totalSize"], count, "{username} {admin}");
        }
    }
    let odile = json!({ "host": ACME, "username": "odile.ortega@acme.example", "admin": true });
    behind(&sandbox, "people", odile).await;
    let soql = ADMIN_TEST.replace("005am00000CRoy1", "005am00000OOrt4");
    assert_eq!(acme.query(&soql, &token).await.json()["totalSize"], 1);
}

#[tokio::test]
async fn access_tokens_can_expire_at_once_and_are_refreshed() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let elsewhere = behind(&sandbox, "expire", json!({ "host": UAT })).await;
    assert_eq!(elsewhere.json(), json!({ "expired": 0 }));
    assert_eq!(acme.api(VERSION, &linked["access_token"]).await.status, 200);
    let all = behind(&sandbox, "expire", json!({})).await;
    assert_eq!(all.json(), json!({ "expired": 1 }));
    assert_eq!(acme.api(VERSION, &linked["access_token"]).await.status, 401);
    let again = acme.refresh(&text(&linked, "refresh_token")).await.json();
    assert_eq!(acme.api(VERSION, &again["access_token"]).await.status, 200);

    behind(
        &sandbox,
        "app",
        json!({ "host": ACME, "session_seconds": 0 }),
    )
    .await;
    let again = acme.refresh(&text(&again, "refresh_token")).await.json();
    assert_eq!(acme.api(VERSION, &again["access_token"]).await.status, 401);
}

#[tokio::test]
async fn the_app_can_be_set_up_otherwise() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let body = json!({ "host": ACME, "demands_pkce": false, "rotates": false });
    behind(&sandbox, "app", body).await;
    let mut asked = acme.asked();
    asked.remove("code_challenge");
    let back = acme.allow(&asked, CAMILLE).await;
    let code = parameter(&back, "code").expect("a code");
    let linked = acme
        .redeem(&code, &[("code_verifier", VERIFIER)])
        .await
        .json();
    let refreshed = acme.refresh(&text(&linked, "refresh_token")).await.json();
    assert!(refreshed["refresh_token"].is_null());
    behind(&sandbox, "app", json!({ "host": ACME, "rotates": true })).await;
    let refreshed = acme.refresh(&text(&linked, "refresh_token")).await.json();
    assert!(refreshed["refresh_token"].is_string());
    behind(&sandbox, "app", json!({ "host": ACME, "installed": false })).await;
    let number = acme.number(&asked).await;
    let back = acme.log_in(&number, CAMILLE).await;
    assert_eq!(
        parameter(back.header("location"), "error").as_deref(),
        Some("invalid_client")
    );
}

#[tokio::test]
async fn refreshes_can_be_counted_and_the_token_path_alone_made_slow() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let fault = json!({ "host": ACME, "path": "/services/oauth2/token", "fault": { "slow": 300 } });
    sandbox.control("POST", "faults", Some(fault)).await;
    let start = std::time::Instant::now();
    acme.api(VERSION, &linked["access_token"]).await;
    assert!(start.elapsed().as_millis() < 300);
    acme.refresh(&text(&linked, "refresh_token")).await;
    assert!(start.elapsed().as_millis() >= 300);
    let path = format!("requests?host={ACME}&grant_type=refresh_token");
    let found = sandbox.control("GET", &path, None).await.json();
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&found[0]["status"], &found[0]["auth"]),
        (&json!(200), &json!("form"))
    );
}

#[tokio::test]
async fn a_revoked_consumer_secret_is_a_wrong_one() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    sandbox
        .control("POST", "revoke", Some(json!({ "credential": acme.secret })))
        .await;
    let refresh = acme.refresh(&text(&linked, "refresh_token")).await;
    assert_eq!(
        refusal(&refresh),
        ("invalid_client".into(), "invalid client credentials".into())
    );
}

#[tokio::test]
async fn reset_forgets_consents_people_and_settings() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    behind(
        &sandbox,
        "people",
        json!({ "host": ACME, "username": CAMILLE.0, "active": false }),
    )
    .await;
    behind(&sandbox, "app", json!({ "host": ACME, "rotates": false })).await;
    let consents = async || sandbox.control("GET", "salesforce", None).await.json()[0].clone();
    assert_eq!(consents().await["consents"], json!({ CAMILLE.0: 1 }));
    sandbox.control("POST", "reset", None).await;
    assert_eq!(consents().await["consents"], json!({}));
    assert_eq!(consents().await["apps"][0]["rotates"], true);
    let old = acme.refresh(&text(&linked, "refresh_token")).await;
    assert_eq!(refusal(&old), expired());
    acme.link(CAMILLE).await;
}

#[tokio::test]
async fn strangers_are_told_apart_from_typing_errors() {
    let sandbox = Sandbox::start().await;
    for (what, body, status) in [
        (
            "people",
            json!({ "host": ACME, "username": "nobody@acme.example", "active": true }),
            404,
        ),
        (
            "expire",
            json!({ "host": "acme-gone.my.salesforce.com" }),
            404,
        ),
        ("app", json!({ "host": ACME, "pkce": true }), 422),
    ] {
        let answer = sandbox
            .control("POST", &format!("salesforce/{what}"), Some(body))
            .await;
        assert_eq!(answer.status, status, "{what}");
    }
}
