//! Entra's token endpoint.

use serde_json::json;

use crate::helpers::{Answer, ORG, Sandbox, TENANT};

#[tokio::test]
async fn an_application_gets_a_token_for_an_hour() {
    let sandbox = Sandbox::start().await;
    let (id, secret) = sandbox.app("Portal").await;
    for tenant in [TENANT, "c0de0000-1111-4222-8333-444455556666"] {
        let answer = sandbox.ask_token(tenant, &id, &secret).await;
        assert_eq!(answer.status, 200);
        let body = answer.json();
        assert_eq!(
            (&body["token_type"], &body["expires_in"]),
            (&json!("Bearer"), &json!(3599))
        );
        assert!(
            body["access_token"]
                .as_str()
                .is_some_and(|t| t.starts_with("eyJ"))
        );
        assert!(body.get("refresh_token").is_none());
    }
}

#[tokio::test]
async fn each_refusal_has_its_code() {
    let sandbox = Sandbox::start().await;
    let (id, secret) = sandbox.app("Portal").await;
    let (expired, old) = sandbox.app("Expired secret").await;
    let stranger = "a00000ff-0000-4000-8000-0000000000ff";
    let cases = [
        (
            TENANT,
            id.as_str(),
            "wrong",
            401,
            "invalid_client",
            7_000_215,
        ),
        (
            TENANT,
            expired.as_str(),
            old.as_str(),
            401,
            "invalid_client",
            7_000_222,
        ),
        (TENANT, id.as_str(), "", 401, "invalid_client", 7_000_218),
        (
            TENANT,
            stranger,
            secret.as_str(),
            400,
            "unauthorized_client",
            700_016,
        ),
        (
            "nowhere.onmicrosoft.com",
            id.as_str(),
            secret.as_str(),
            400,
            "invalid_request",
            90002,
        ),
    ];
    for (tenant, id, secret, status, error, code) in cases {
        let answer = sandbox.ask_token(tenant, id, secret).await;
        let body = answer.json();
        assert_eq!(
            (answer.status.as_u16(), &body["error"]),
            (status, &json!(error))
        );
        assert_eq!(body["error_codes"], json!([code]));
        let text = body["error_description"].as_str().expect("text");
        assert!(text.starts_with(&format!("AADSTS{code}: ")), "{text}");
        for field in ["timestamp", "trace_id", "correlation_id", "error_uri"] {
            assert!(body[field].is_string(), "{field}");
        }
    }
}

#[tokio::test]
async fn invalid_client_may_also_be_a_400() {
    let sandbox = Sandbox::start().await;
    let (id, _) = sandbox.app("Portal").await;
    sandbox.read_as("entra_status", "400").await;
    assert_eq!(sandbox.ask_token(TENANT, &id, "wrong").await.status, 400);
}

#[tokio::test]
async fn a_malformed_request_says_what_is_missing() {
    let sandbox = Sandbox::start().await;
    let (id, secret) = sandbox.app("Portal").await;
    let nothing = sandbox.post_form(TENANT, &[]).await;
    assert_eq!(nothing.json()["error_codes"], json!([900_144]));
    let scope = format!("https://{ORG}/user_impersonation");
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", id.as_str()),
        ("client_secret", secret.as_str()),
        ("scope", scope.as_str()),
    ];
    assert_eq!(
        sandbox.post_form(TENANT, &form).await.json()["error"],
        "invalid_scope"
    );
}

#[tokio::test]
async fn an_unknown_organisation_may_be_refused_here_already() {
    let sandbox = Sandbox::start().await;
    sandbox.read_as("entra_unknown_resource", "refuse").await;
    let (id, secret) = sandbox.app("Portal").await;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", id.as_str()),
        ("client_secret", secret.as_str()),
        ("scope", "https://acme-gone.crm4.dynamics.com/.default"),
    ];
    let body = sandbox.post_form(TENANT, &form).await.json();
    assert_eq!(
        (&body["error"], &body["error_codes"]),
        (&json!("invalid_resource"), &json!([500_011]))
    );
}

#[tokio::test]
async fn libraries_find_the_token_endpoint_by_themselves() {
    let sandbox = Sandbox::start().await;
    let ask = async |tenant: &str| {
        let path = format!("/{tenant}/v2.0/.well-known/openid-configuration");
        Answer::of(sandbox.get("login.microsoftonline.com", &path)).await
    };
    let endpoint = ask(TENANT).await.json()["token_endpoint"].clone();
    assert!(
        endpoint
            .as_str()
            .is_some_and(|e| e.starts_with(&sandbox.origin))
    );
    assert_eq!(
        ask("nowhere.onmicrosoft.com").await.json()["error_codes"],
        json!([90002])
    );
}

#[tokio::test]
async fn national_clouds_know_their_own_tenants_only() {
    let sandbox = Sandbox::start().await;
    let ask = async |host: &str| {
        let path = "/contosogov.onmicrosoft.us/v2.0/.well-known/openid-configuration";
        Answer::of(sandbox.get(host, path)).await.status
    };
    assert_eq!(ask("login.microsoftonline.us").await, 200);
    assert_eq!(ask("login.microsoftonline.com").await, 400);
}
