//! Zendesk's OAuth clients: what replaces API tokens.

use serde_json::json;

use crate::helpers::{ADMIN, Answer, Sandbox};

const ME: &str = "/api/v2/users/me.json";

/// A token request of a client of Acme, as a form.
async fn ask_as(sandbox: &Sandbox, client: &str, tail: &str) -> Answer {
    let body = format!(
        "grant_type=client_credentials&client_id={client}&scope=read+write&expires_in=600\
         &client_secret=zd-sandbox-client-secret-for-acme-{tail}"
    );
    let url = sandbox.at("acme-support.zendesk.com", "/oauth/tokens");
    let kind = "application/x-www-form-urlencoded";
    Answer::of(
        sandbox
            .client
            .post(url)
            .header("content-type", kind)
            .body(body),
    )
    .await
}

async fn me_as(sandbox: &Sandbox, token: &Answer) -> Answer {
    let token = token.json()["access_token"]
        .as_str()
        .expect("it")
        .to_owned();
    let me = sandbox.get("acme-support.zendesk.com", ME);
    Answer::of(me.bearer_auth(token)).await
}

#[tokio::test]
async fn forms_are_taken_as_well_as_json() {
    let sandbox = Sandbox::start().await;
    let token = ask_as(&sandbox, "acme_portal", "9z8y").await;
    assert_eq!(token.status, 201, "{}", token.text);
    assert_eq!(token.json()["expires_in"], 600);
    assert_eq!(token.json()["scope"], "read write");
    assert!(token.json()["refresh_token"].is_null());
    assert_eq!(me_as(&sandbox, &token).await.json()["user"]["email"], ADMIN);
}

#[tokio::test]
async fn a_client_is_no_better_than_its_user_and_its_scope() {
    let sandbox = Sandbox::start().await;
    let agent = ask_as(&sandbox, "acme_portal_of_an_agent", "7x6w").await;
    assert_eq!(
        me_as(&sandbox, &agent).await.json()["user"]["role"],
        "agent"
    );
    let leaver = ask_as(&sandbox, "acme_portal_of_a_leaver", "5v4u").await;
    assert_eq!(
        me_as(&sandbox, &leaver).await.json()["user"]["suspended"],
        true
    );
    let narrow = ask_as(&sandbox, "acme_help_center", "3t2s").await;
    assert_eq!(narrow.json()["scope"], "hc:read");
    let refused = me_as(&sandbox, &narrow).await;
    assert_eq!(refused.status, 403);
    let text = "You are missing the following required scopes: read";
    assert_eq!(
        refused.json(),
        json!({ "error": "Forbidden", "description": text })
    );
    let deleted = ask_as(&sandbox, "acme_portal_deleted", "1r0q").await;
    assert_eq!(
        (deleted.status.as_u16(), &deleted.json()["error"]),
        (401, &json!("invalid_client"))
    );

    sandbox.read_as("zendesk_client_user", "owner").await;
    let agent = ask_as(&sandbox, "acme_portal_of_an_agent", "7x6w").await;
    assert_eq!(me_as(&sandbox, &agent).await.json()["user"]["email"], ADMIN);
}

#[tokio::test]
async fn a_dead_bearer_has_two_bodies() {
    let sandbox = Sandbox::start().await;
    let me = async || {
        Answer::of(
            sandbox
                .get("acme-support.zendesk.com", ME)
                .bearer_auth("dead"),
        )
        .await
    };
    assert_eq!(
        (me().await.status.as_u16(), &me().await.json()["error"]),
        (401, &json!("invalid_token"))
    );
    sandbox
        .read_as("zendesk_bearer", "couldnt_authenticate")
        .await;
    assert_eq!(
        me().await.json(),
        json!({ "error": "Couldn't authenticate you" })
    );
}

#[tokio::test]
async fn an_oauth_client_acts_as_its_creator_until_its_token_dies() {
    let sandbox = Sandbox::start().await;
    let ask = async |secret: &str, scope: &str| {
        let body = json!({
            "grant_type": "client_credentials", "client_id": "acme_portal",
            "client_secret": secret, "scope": scope,
        });
        let url = sandbox.at("acme-support.zendesk.com", "/oauth/tokens");
        Answer::of(sandbox.client.post(url).json(&body)).await
    };
    let me = async |token: &str| {
        Answer::of(
            sandbox
                .get("acme-support.zendesk.com", ME)
                .bearer_auth(token),
        )
        .await
    };
    let secret = "zd-sandbox-client-secret-for-acme-9z8y";
    let wrong = ask("wrong", "read").await;
    assert_eq!(
        (wrong.status.as_u16(), &wrong.json()["error"]),
        (401, &json!("invalid_client"))
    );

    let token = ask(secret, "read").await.json()["access_token"]
        .as_str()
        .expect("it")
        .to_owned();
    assert_eq!(me(&token).await.json()["user"]["email"], ADMIN);
    sandbox
        .control("POST", "revoke", Some(json!({ "credential": token })))
        .await;
    let dead = me(&token).await;
    assert_eq!(
        (dead.status.as_u16(), &dead.json()["error"]),
        (401, &json!("invalid_token"))
    );

    let odd = ask(secret, "nonsense").await.json()["access_token"]
        .as_str()
        .expect("it")
        .to_owned();
    assert_eq!(me(&odd).await.status, 403);
}
