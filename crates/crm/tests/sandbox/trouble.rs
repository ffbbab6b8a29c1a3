//! Networks and CRMs that fail.

use std::time::Duration;

use domain::{Cause, Verdict};
use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn a_slow_crm_is_unreachable_and_not_wrong() {
    for fault in [json!({"slow": 10_000}), json!({"slow_headers": 100})] {
        let app = App::start_with(Duration::from_millis(800)).await;
        let administrators = app.administrators().await;
        app.set("faults", json!({"host": "*", "fault": fault}))
            .await;
        for (connection, secret) in administrators {
            let check = app.verify(&connection, &secret).await;
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unreachable, Some(Cause::TimedOut)),
                "{fault}"
            );
        }
    }
}

#[tokio::test]
async fn trouble_of_the_network_and_of_the_crm_is_no_verdict_on_the_secret() {
    for (fault, verdict, cause) in [
        (
            json!({"status": {"code": 429, "retry_after": 7}}),
            Verdict::RateLimited,
            None,
        ),
        (json!({"status": {"code": 500}}), Verdict::Unreachable, None),
        (
            json!({"status": {"code": 503, "text": "down"}}),
            Verdict::Unreachable,
            None,
        ),
        (json!("drop"), Verdict::Unreachable, None),
        (
            json!("endless_body"),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            json!("gzip_bomb"),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            json!({"redirect": {"to": "http://127.0.0.1:9/"}}),
            Verdict::Unverified,
            Some(Cause::Redirected),
        ),
        (
            json!("html_200"),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (
            json!("empty_200"),
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (json!("echo_authorization"), Verdict::Unreachable, None),
    ] {
        let app = App::start().await;
        app.set("faults", json!({"host": "*", "fault": fault}))
            .await;
        for (connection, secret) in app.administrators().await {
            let check = app.verify(&connection, &secret).await;
            assert_eq!(
                (check.verdict, check.cause),
                (verdict, cause),
                "{fault} {connection:?}"
            );
            assert!(
                !format!("{check:?}").contains(secret.expose_secret()),
                "{fault}"
            );
            if verdict == Verdict::RateLimited {
                assert!(
                    check
                        .retry_after_s
                        .is_some_and(|seconds| (1..=60).contains(&seconds)),
                    "{check:?}"
                );
            }
        }
    }
}
