//! Rate limits.

use serde_json::json;

use crate::helpers::{ADMIN, Answer, Sandbox, TOKEN};

const ME: &str = "/api/v2/users/me.json";

async fn only(sandbox: &Sandbox, crm: &str, requests: u32) {
    let limit = json!({ crm: { "requests": requests, "window_seconds": 60 } });
    assert_eq!(
        sandbox.control("POST", "limits", Some(limit)).await.status,
        200
    );
}

#[tokio::test]
async fn zendesk_counts_down_and_then_says_when_to_come_back() {
    let sandbox = Sandbox::start().await;
    only(&sandbox, "zendesk", 2).await;
    let first = sandbox.zendesk(ME, ADMIN, TOKEN).await;
    assert_eq!(
        (
            first.header("x-rate-limit"),
            first.header("x-rate-limit-remaining")
        ),
        ("2", "1")
    );
    assert_eq!(
        (
            first.header("ratelimit-limit"),
            first.header("ratelimit-remaining")
        ),
        ("2", "1")
    );
    assert!(!first.header("ratelimit-reset").is_empty());
    sandbox.zendesk(ME, ADMIN, TOKEN).await;
    let third = sandbox.zendesk(ME, ADMIN, TOKEN).await;
    assert_eq!(third.status, 429);
    assert_eq!(third.json()["error"], "APIRateLimitExceeded");
    assert!(
        third
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|s| (1..=60).contains(&s))
    );

    sandbox.read_as("zendesk_429", "text").await;
    let text = sandbox.zendesk(ME, ADMIN, TOKEN).await;
    assert!(text.header("content-type").starts_with("text/plain"));
    assert_eq!(
        (text.status.as_u16(), text.header("retry-after")),
        (429, "")
    );
}

#[tokio::test]
async fn kustomer_names_the_second_of_its_reset() {
    let sandbox = Sandbox::start().await;
    only(&sandbox, "kustomer", 1).await;
    let first = sandbox.kustomer("/v1/users/current", "Portal").await;
    assert_eq!(first.header("x-ratelimit-limit"), "1");
    assert_eq!(first.header("x-ratelimit-remaining"), "0");
    let second = sandbox.kustomer("/v1/users/current", "Portal").await;
    assert_eq!(second.status, 429);
    assert!(
        second
            .header("x-ratelimit-reset")
            .parse::<u64>()
            .is_ok_and(|s| s > 1_700_000_000)
    );
    assert_eq!(second.header("retry-after"), "");
}

#[tokio::test]
async fn each_application_user_of_dataverse_has_its_own_budget() {
    let sandbox = Sandbox::start().await;
    only(&sandbox, "dynamics", 1).await;
    let first = sandbox.dataverse("Portal", "WhoAmI").await;
    assert_eq!(
        first.header("x-ms-ratelimit-burst-remaining-xrm-requests"),
        "0"
    );
    assert!(
        !first
            .header("x-ms-ratelimit-time-remaining-xrm-requests")
            .is_empty()
    );
    let second = sandbox.dataverse("Portal", "WhoAmI").await;
    assert_eq!(second.status, 429);
    assert_eq!(second.json()["error"]["code"], "0x80072322");
    assert!(!second.header("retry-after").is_empty());
    assert_eq!(
        sandbox.dataverse("Portal by team", "WhoAmI").await.status,
        200
    );
}

#[tokio::test]
async fn entra_can_run_out_too() {
    let sandbox = Sandbox::start().await;
    only(&sandbox, "entra", 1).await;
    let (id, secret) = sandbox.app("Portal").await;
    let ask: Answer = sandbox
        .ask_token("contoso.onmicrosoft.com", &id, &secret)
        .await;
    assert_eq!(ask.status, 200);
    let again = sandbox
        .ask_token("contoso.onmicrosoft.com", &id, &secret)
        .await;
    assert_eq!(again.status, 429);
    assert!(!again.header("retry-after").is_empty());
}
