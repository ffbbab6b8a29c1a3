//! Zendesk's OAuth clients, beyond what the guide lists.

use domain::{Cause, Verdict};
use serde_json::json;

use crate::app::{App, client};

const SECRET: &str = "zd-sandbox-client-secret-for-acme-9z8y";
const TOKENS: &str = "/oauth/tokens";
const HOST: &str = "acme-support.zendesk.com";

#[tokio::test]
async fn whom_a_client_acts_as_is_what_users_me_says() {
    let app = App::start().await;
    app.set("reading", json!({"zendesk_client_user": "owner"}))
        .await;
    let agents = "zd-sandbox-client-secret-for-acme-7x6w".into();
    let check = app
        .verify(&client("acme_portal_of_an_agent"), &agents)
        .await;
    assert_eq!(check.verdict, Verdict::Valid);
    assert_eq!(check.acts_as.unwrap().name, "Camille Roy");
    assert_eq!(check.warnings, []);
}

#[tokio::test]
async fn a_scope_that_reaches_nothing_is_told_from_a_small_plan() {
    let app = App::start().await;
    let secret = "zd-sandbox-client-secret-for-acme-3t2s".into();
    let check = app.verify(&client("acme_help_center"), &secret).await;
    assert_eq!(
        (check.verdict, check.cause),
        (Verdict::NotAdmin, Some(Cause::ScopeTooSmall))
    );
}

#[tokio::test]
async fn lists_share_a_token_and_every_verification_buys_its_own() {
    let app = App::start().await;
    let (connection, secret) = (client("acme_portal"), SECRET.into());
    let (one, two) = tokio::join!(
        app.agents(&connection, &secret),
        app.agents(&connection, &secret)
    );
    assert!(one.is_ok() && two.is_ok());
    assert!(app.agents(&connection, &secret).await.is_ok());
    assert_eq!(app.requests(HOST, TOKENS).await, 1);
    for asked in [2, 3] {
        assert_eq!(
            app.verify(&connection, &secret).await.verdict,
            Verdict::Valid
        );
        assert_eq!(app.requests(HOST, TOKENS).await, asked);
    }
    assert!(app.agents(&connection, &secret).await.is_ok());
    assert_eq!(app.requests(HOST, TOKENS).await, 3);
}

#[tokio::test]
async fn a_client_that_is_refused_leaves_no_token_behind() {
    let app = App::start().await;
    let (connection, secret) = (client("acme_portal"), SECRET.into());
    assert!(app.agents(&connection, &secret).await.is_ok());
    app.set("revoke", json!({ "credential": SECRET })).await;
    assert_eq!(
        app.verify(&connection, &secret).await.verdict,
        Verdict::Rejected
    );
    assert!(app.agents(&connection, &secret).await.is_err());
    app.set("restore", json!({ "credential": SECRET })).await;
    assert!(app.agents(&connection, &secret).await.is_ok());
}
