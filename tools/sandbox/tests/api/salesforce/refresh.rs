//! Refreshing, with rotation and without, and how a consent ends.

use serde_json::{Value, json};

use super::{ACME, CAMILLE, UAT, Visit, expired, refusal};
use crate::helpers::Sandbox;

const VERSION: &str = "/services/data/v66.0";

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().expect("text").to_owned()
}

#[tokio::test]
async fn with_rotation_each_refresh_token_is_good_once() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let first = acme.link(CAMILLE).await;
    let second = acme.refresh(&text(&first, "refresh_token")).await.json();
    assert_ne!(
        text(&first, "refresh_token"),
        text(&second, "refresh_token")
    );
    assert_ne!(text(&first, "access_token"), text(&second, "access_token"));
    // Access tokens live on; only refresh tokens are spent.
    assert_eq!(acme.api(VERSION, &first["access_token"]).await.status, 200);
    let third = acme.refresh(&text(&second, "refresh_token")).await;
    assert_eq!(third.status, 200);
}

#[tokio::test]
async fn a_spent_refresh_token_ends_the_whole_family() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let first = acme.link(CAMILLE).await;
    let second = acme.refresh(&text(&first, "refresh_token")).await.json();
    let replayed = acme.refresh(&text(&first, "refresh_token")).await;
    assert_eq!(refusal(&replayed), expired());
    let newest = acme.refresh(&text(&second, "refresh_token")).await;
    assert_eq!(refusal(&newest), expired());
    assert_eq!(acme.api(VERSION, &second["access_token"]).await.status, 401);
}

#[tokio::test]
async fn of_two_refreshes_at_once_only_one_wins() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = text(&acme.link(CAMILLE).await, "refresh_token");
    let (a, b) = tokio::join!(acme.refresh(&token), acme.refresh(&token));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
}

#[tokio::test]
async fn an_answer_that_is_lost_has_spent_the_refresh_token_all_the_same() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let token = text(&acme.link(CAMILLE).await, "refresh_token");
    let fault = json!({
        "host": ACME, "path": "/services/oauth2/token", "fault": "lose_answer", "times": 1,
    });
    sandbox.control("POST", "faults", Some(fault)).await;
    let form = format!(
        "grant_type=refresh_token&refresh_token={token}&client_id={}&client_secret={}",
        acme.key, acme.secret
    );
    let request = sandbox.client.post(acme.url("/services/oauth2/token"));
    assert!(request.body(form).send().await.is_err());
    assert_eq!(refusal(&acme.refresh(&token).await), expired());
}

#[tokio::test]
async fn without_rotation_the_refresh_token_stays_and_needs_no_secret() {
    let sandbox = Sandbox::start().await;
    let uat = Visit::to(&sandbox, UAT).await;
    let linked = uat
        .link(("camille.roy@acme.example.uat", "camille-2026"))
        .await;
    let token = text(&linked, "refresh_token");
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.as_str()),
        ("client_id", uat.key.as_str()),
    ];
    for _ in 0..2 {
        let answer = uat.token(&form).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.json()["refresh_token"].is_null());
    }
    let wrong = uat
        .token(&[form.as_slice(), &[("client_secret", "wrong")]].concat())
        .await;
    assert_eq!(refusal(&wrong).0, "invalid_client");
    assert!(
        linked["id"]
            .as_str()
            .is_some_and(|id| id.starts_with("https://test.salesforce.com/id/"))
    );
}

#[tokio::test]
async fn a_consent_belongs_to_its_organisation_and_app() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let globex = Visit::to(&sandbox, "globex.my.salesforce.com").await;
    let refresh = globex.refresh(&text(&linked, "refresh_token")).await;
    assert_eq!(refusal(&refresh), expired());
    assert_eq!(
        globex.api(VERSION, &linked["access_token"]).await.status,
        401
    );
    let no_secret = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &text(&linked, "refresh_token")),
        ("client_id", &acme.key),
    ];
    assert_eq!(refusal(&acme.token(&no_secret).await).0, "invalid_client");
}

#[tokio::test]
async fn a_sixth_consent_silently_ends_the_oldest() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let mut linked = Vec::new();
    for _ in 0..6 {
        linked.push(acme.link(CAMILLE).await);
    }
    let oldest = acme.refresh(&text(&linked[0], "refresh_token")).await;
    assert_eq!(refusal(&oldest), expired());
    let second = acme.refresh(&text(&linked[1], "refresh_token")).await;
    assert_eq!(second.status, 200);
    let other = acme.link(("alex.martin@acme.example", "alex-2026")).await;
    assert_eq!(acme.api(VERSION, &other["access_token"]).await.status, 200);
}

#[tokio::test]
async fn revoking_a_refresh_token_takes_its_access_tokens_along() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let revoke = async |token: String| {
        acme.post("/services/oauth2/revoke", &[("token", &token)])
            .await
    };
    assert_eq!(revoke(text(&linked, "refresh_token")).await.status, 200);
    assert_eq!(acme.api(VERSION, &linked["access_token"]).await.status, 401);
    let again = revoke(text(&linked, "refresh_token")).await;
    assert_eq!(refusal(&again).0, "invalid_token");
}

#[tokio::test]
async fn revoking_an_access_token_leaves_the_refresh_token() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let path = format!(
        "/services/oauth2/revoke?token={}",
        text(&linked, "access_token")
    );
    let answer = sandbox.get(ACME, &path).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(acme.api(VERSION, &linked["access_token"]).await.status, 401);
    assert_eq!(
        acme.refresh(&text(&linked, "refresh_token")).await.status,
        200
    );
    let log = sandbox
        .control("GET", "requests?path=/services/oauth2/revoke", None)
        .await;
    assert_eq!(log.json()[0]["query"], "token=...");
    assert!(!log.text.contains(&text(&linked, "access_token")));
}

#[tokio::test]
async fn introspection_tells_an_app_about_its_own_tokens() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let linked = acme.link(CAMILLE).await;
    let ask = async |token: &str, secret: &str| {
        let form = [
            ("token", token),
            ("client_id", &acme.key),
            ("client_secret", secret),
        ];
        acme.post("/services/oauth2/introspect", &form).await
    };
    let access = ask(&text(&linked, "access_token"), &acme.secret)
        .await
        .json();
    assert_eq!(access["active"], true);
    assert_eq!(access["username"], CAMILLE.0);
    assert_eq!(access["token_type"], "access_token");
    assert_eq!(
        access["exp"]
            .as_u64()
            .zip(access["iat"].as_u64())
            .map(|(e, i)| e - i),
        Some(7200)
    );
    let refresh = ask(&text(&linked, "refresh_token"), &acme.secret)
        .await
        .json();
    assert_eq!(
        (&refresh["active"], &refresh["token_type"]),
        (&json!(true), &json!("refresh_token"))
    );
    let unknown = ask("nonsense", &acme.secret).await;
    assert_eq!(unknown.json(), json!({ "active": false }));
    assert_eq!(refusal(&ask("nonsense", "wrong").await).0, "invalid_client");
}
