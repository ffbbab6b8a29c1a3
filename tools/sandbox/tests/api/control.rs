//! The sandbox's own addresses.

use serde_json::json;

use crate::helpers::{ADMIN, Answer, Sandbox, TENANT, TOKEN};

const ME: &str = "/api/v2/users/me.json";

#[tokio::test]
async fn requests_are_noted_without_their_secrets() {
    let sandbox = Sandbox::start().await;
    sandbox
        .zendesk("/api/v2/users.json?role=admin", ADMIN, TOKEN)
        .await;
    let (id, secret) = sandbox.app("Portal").await;
    sandbox.ask_token(TENANT, &id, &secret).await;
    let answer = sandbox.control("GET", "requests", None).await;
    let list = answer.json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    let first = &list[0];
    assert_eq!(first["host"], "acme-support.zendesk.com");
    assert_eq!(
        (&first["method"], &first["path"]),
        (&json!("GET"), &json!("/api/v2/users.json"))
    );
    assert_eq!(
        (&first["query"], &first["auth"]),
        (&json!("role=admin"), &json!("basic"))
    );
    assert_eq!(first["status"], 200);
    let headers = first["headers"].as_array().expect("names");
    assert!(headers.contains(&json!("authorization")));
    assert_eq!(list[1]["auth"], "form");
    assert!(!answer.text.contains(&secret) && !answer.text.contains(TOKEN));

    let one = sandbox
        .control("GET", "requests?host=login.microsoftonline.com", None)
        .await
        .json();
    assert_eq!(one.as_array().map(Vec::len), Some(1));
    assert_eq!(
        sandbox.control("DELETE", "requests", None).await.status,
        204
    );
    assert_eq!(
        sandbox.control("GET", "requests", None).await.json(),
        json!([])
    );
}

#[tokio::test]
async fn a_revoked_credential_is_refused_until_it_is_restored() {
    let sandbox = Sandbox::start().await;
    let (id, secret) = sandbox.app("Portal").await;
    let key = sandbox.kustomer_key("Portal").await;
    let statuses = async || {
        [
            sandbox.zendesk(ME, ADMIN, TOKEN).await.status.as_u16(),
            sandbox
                .ask_token(TENANT, &id, &secret)
                .await
                .status
                .as_u16(),
            sandbox
                .kustomer("/v1/auth/tokens/current", "Portal")
                .await
                .status
                .as_u16(),
        ]
    };
    let all = async |verb: &str| {
        for credential in [TOKEN, &secret, &key] {
            sandbox
                .control("POST", verb, Some(json!({ "credential": credential })))
                .await;
        }
    };
    assert_eq!(statuses().await, [200, 200, 200]);
    all("revoke").await;
    assert_eq!(statuses().await, [401, 401, 401]);
    all("restore").await;
    assert_eq!(statuses().await, [200, 200, 200]);
}

#[tokio::test]
async fn reset_forgets_everything() {
    let sandbox = Sandbox::start().await;
    sandbox
        .control("POST", "revoke", Some(json!({ "credential": TOKEN })))
        .await;
    sandbox.fault(json!("drop")).await;
    sandbox.read_as("zendesk_unknown", "html").await;
    assert_eq!(sandbox.control("POST", "reset", None).await.status, 204);
    assert_eq!(
        sandbox.control("GET", "requests", None).await.json(),
        json!([])
    );
    let readings = sandbox.control("GET", "reading", None).await.json();
    assert_eq!(readings["now"]["zendesk_unknown"], "json");
    assert_eq!(sandbox.zendesk(ME, ADMIN, TOKEN).await.status, 200);
}

#[tokio::test]
async fn a_reading_that_does_not_exist_is_refused_with_the_choices() {
    let sandbox = Sandbox::start().await;
    let answer = sandbox
        .control("POST", "reading", Some(json!({ "entra_status": 402 })))
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["error"], "entra_status can be 401 or 400");
    let number = sandbox
        .control("POST", "reading", Some(json!({ "entra_status": 400 })))
        .await;
    assert_eq!(number.status, 200);
}

#[tokio::test]
async fn a_host_header_leads_to_the_crm_as_the_prefix_does() {
    let sandbox = Sandbox::start().await;
    let request = sandbox
        .client
        .get(format!("{}/api/v2/users?page[size]=1", sandbox.origin));
    let request = request.header("host", "acme-support.zendesk.com");
    let request = request.header("x-forwarded-proto", "https");
    let request = request.basic_auth(format!("{ADMIN}/token"), Some(TOKEN));
    let next = Answer::of(request).await.json()["links"]["next"].clone();
    let base = "https://acme-support.zendesk.com/api/v2/users?";
    assert!(next.as_str().is_some_and(|l| l.starts_with(base)), "{next}");
}

#[tokio::test]
async fn the_controls_are_not_for_other_names() {
    let sandbox = Sandbox::start().await;
    for host in ["evil.example", "acme-support.zendesk.com"] {
        let request = sandbox
            .client
            .get(format!("{}/control/seed", sandbox.origin));
        let answer = Answer::of(request.header("host", host)).await;
        assert!(answer.status.is_client_error());
        assert!(!answer.text.contains(TOKEN));
    }
    let nowhere = Answer::of(sandbox.get("www.example.com", "/")).await;
    assert_eq!(nowhere.status, 421);
}

#[tokio::test]
async fn the_seed_can_be_fed_back() {
    let sandbox = Sandbox::start().await;
    let seed = sandbox.control("GET", "seed", None).await;
    assert!(sandbox::Seed::from_json(&seed.text).is_ok());
    assert!(sandbox::Seed::from_json("{}").is_err());
}

#[tokio::test]
async fn only_loopback_is_served() {
    let everywhere = tokio::net::TcpListener::bind("0.0.0.0:0")
        .await
        .expect("a port");
    assert!(sandbox::serve(everywhere).await.is_err());
}

#[tokio::test]
async fn the_router_alone_can_be_served_as_well() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async { axum::serve(listener, sandbox::app()).await });
    let sandbox = Sandbox {
        origin,
        client: Sandbox::start().await.client,
    };
    assert_eq!(sandbox.zendesk(ME, ADMIN, TOKEN).await.status, 200);
    sandbox.fault(json!("drop")).await;
    assert!(
        sandbox
            .get("acme-support.zendesk.com", ME)
            .send()
            .await
            .is_err()
    );
}
