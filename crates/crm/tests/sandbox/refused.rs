//! Networks, limits and hosts that stand between a grant and its use.

use std::time::Duration;

use crm::Connector as _;
use domain::{Cause, LinkRefusal, Verdict};
use serde_json::json;

use crate::{
    app::App,
    window::{ACME, CAMILLE},
};

const DATA: &str = "/services/data";

#[tokio::test]
async fn an_access_token_that_ran_out_is_noticed_either_way_and_renewed() {
    for status in ["401", "403"] {
        let app = App::start().await;
        app.set("reading", json!({ "salesforce_identity": status }))
            .await;
        let org = app.org(ACME).await;
        let grant = org.link(CAMILLE).await;
        app.set("salesforce/expire", json!({ "host": ACME })).await;
        let dead = org.identify(&grant).await;
        assert!(dead.is_token_dead, "{status}");
        assert_eq!(dead.check.verdict, Verdict::Unverified);
        let renewed = org.refresh(&grant.refresh.unwrap()).await.unwrap();
        assert_eq!(org.identify(&renewed).await.check.verdict, Verdict::Valid);
    }
}

#[tokio::test]
async fn nothing_is_sent_to_an_instance_that_is_not_salesforces() {
    for reading in ["hostile", "look_alike", "sandbox"] {
        let app = App::start().await;
        app.set("reading", json!({ "salesforce_instance_url": reading }))
            .await;
        let org = app.org(ACME).await;
        let grant = org.link(CAMILLE).await;
        assert_eq!(grant.instance, None);
        let identity = org.identify(&grant).await;
        assert_eq!(
            (identity.check.verdict, identity.check.cause),
            (Verdict::Unverified, Some(Cause::ForeignInstance)),
            "{reading}"
        );
        assert_eq!(identity.refusal(), Some(LinkRefusal::ForeignInstance));
        assert!(org.salesforce.agents((&grant).into()).await.is_err());
        assert_eq!(app.requests(ACME, DATA).await, 0);
    }
}

#[tokio::test]
async fn calls_that_are_used_up_are_no_verdict_on_anybody() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    assert_eq!(org.identify(&grant).await.check.verdict, Verdict::Valid);
    let limit = json!({"salesforce": {"requests": 1, "window_seconds": 86400}});
    app.set("limits", limit).await;
    assert!(org.salesforce.agents((&grant).into()).await.is_err());
    let identity = org.identify(&grant).await;
    assert_eq!(identity.check.verdict, Verdict::RateLimited);
    assert_eq!(identity.check.acts_as.unwrap().name, "Camille Roy");
}

#[tokio::test]
async fn trouble_at_the_token_endpoint_kills_no_grant() {
    let app = App::start_with(Duration::from_millis(800)).await;
    let org = app.org(ACME).await;
    let token = org.link(CAMILLE).await.refresh.unwrap();
    for (fault, verdict, code) in [
        (
            json!({"slow": 10_000}),
            Verdict::Unreachable,
            LinkRefusal::Unreachable,
        ),
        (
            json!("drop"),
            Verdict::Unreachable,
            LinkRefusal::Unreachable,
        ),
        (
            json!({"status": {"code": 503}}),
            Verdict::Unreachable,
            LinkRefusal::Unreachable,
        ),
        (
            json!({"status": {"code": 429}}),
            Verdict::RateLimited,
            LinkRefusal::Unreachable,
        ),
        (
            json!("html_200"),
            Verdict::Unverified,
            LinkRefusal::Unverified,
        ),
        (
            json!("endless_body"),
            Verdict::Unverified,
            LinkRefusal::Unverified,
        ),
        (
            json!({"redirect": {"to": "http://127.0.0.1:9/"}}),
            Verdict::Unverified,
            LinkRefusal::Unverified,
        ),
    ] {
        let body =
            json!({"host": ACME, "path": "/services/oauth2/token", "fault": fault, "times": 1});
        app.set("faults", body).await;
        let refused = org.refresh(&token).await.unwrap_err();
        assert_eq!(
            (refused.check.verdict, refused.code),
            (verdict, code),
            "{fault}"
        );
        assert!(!refused.is_grant_dead);
    }
    assert!(org.refresh(&token).await.is_ok());
}
