//! Kustomer.

use serde_json::json;

use crate::helpers::{Answer, Sandbox};

const TOKEN: &str = "/v1/auth/tokens/current";
const ME: &str = "/v1/users/current";
const AGENTS: &str = "/v1/users?userType=user";

#[tokio::test]
async fn a_key_tells_its_roles_and_whose_it_is() {
    let sandbox = Sandbox::start().await;
    let token = sandbox.kustomer(TOKEN, "Portal").await;
    assert_eq!(token.status, 200);
    let attributes = &token.json()["data"]["attributes"];
    assert_eq!(
        (&attributes["name"], &attributes["roles"]),
        (&json!("Portal"), &json!(["org.admin", "org.user"]))
    );
    let key = sandbox.kustomer_key("Portal").await;
    assert!(key.ends_with(attributes["lastTokenChars"].as_str().expect("text")));
    let me = sandbox.kustomer(ME, "Portal").await.json();
    assert_eq!(me["data"]["attributes"]["userType"], "machine");
    assert_eq!(me["data"]["id"].as_str().map(str::len), Some(24));
}

#[tokio::test]
async fn the_shape_of_a_key_may_vary() {
    let sandbox = Sandbox::start().await;
    sandbox.read_as("kustomer_token_shape", "flat").await;
    assert_eq!(
        sandbox.kustomer(TOKEN, "Portal").await.json()["roles"][0],
        "org.admin"
    );
    sandbox
        .read_as("kustomer_token_shape", "without_roles")
        .await;
    let body = sandbox.kustomer(TOKEN, "Portal").await.json();
    assert!(body["data"]["attributes"]["name"].is_string());
    assert!(body["data"]["attributes"].get("roles").is_none());
}

#[tokio::test]
async fn listing_users_needs_a_role_that_reads_users() {
    let sandbox = Sandbox::start().await;
    for key in ["Portal", "Portal, permissions only", "Portal, agent only"] {
        assert_eq!(sandbox.kustomer(AGENTS, key).await.status, 200, "{key}");
    }
    assert_eq!(
        sandbox
            .kustomer(TOKEN, "Portal without rights")
            .await
            .status,
        200
    );
    let refused = sandbox.kustomer(AGENTS, "Portal without rights").await;
    assert_eq!(refused.status, 403);
    let error = &refused.json()["errors"][0];
    assert!(error["code"].is_string() && error["message"].is_string());

    sandbox.read_as("kustomer_missing_role", "401").await;
    sandbox.read_as("kustomer_errors", "jsonapi").await;
    let refused = sandbox.kustomer(AGENTS, "Portal without rights").await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.json()["errors"][0]["status"], 401);
}

#[tokio::test]
async fn dead_foreign_and_misplaced_keys_are_refused() {
    let sandbox = Sandbox::start().await;
    let expired = sandbox.kustomer(TOKEN, "Portal, expired").await;
    assert_eq!(expired.status, 401);
    assert_eq!(expired.json()["errors"][0]["message"], "Expired token");
    assert_eq!(
        sandbox.kustomer(TOKEN, "Portal of Globex").await.status,
        401
    );
    assert_eq!(
        sandbox
            .kustomer(TOKEN, "Portal, office network only")
            .await
            .status,
        403
    );
    sandbox.read_as("kustomer_cidr", "401").await;
    assert_eq!(
        sandbox
            .kustomer(TOKEN, "Portal, office network only")
            .await
            .status,
        401
    );
    sandbox.read_as("kustomer_org", "key").await;
    let body = sandbox.kustomer(TOKEN, "Portal of Globex").await.json();
    assert_eq!(body["data"]["attributes"]["name"], "Portal of Globex");

    let get = |host: &str| sandbox.get(host, TOKEN);
    assert_eq!(
        Answer::of(get("acme.api.kustomerapp.com")).await.status,
        401
    );
    let gone = Answer::of(get("acme-gone.api.kustomerapp.com").bearer_auth("eyJ.a.b")).await;
    assert_eq!(gone.status, 404);
    let key = sandbox.kustomer_key("Portal").await;
    let region = async |host| Answer::of(get(host).bearer_auth(&key)).await.status;
    assert_eq!(region("api.kustomerapp.com").await, 200);
    assert_eq!(region("api.prod2.kustomerapp.com").await, 401);
}

#[tokio::test]
async fn agents_come_in_pages_until_there_is_no_next() {
    let sandbox = Sandbox::start().await;
    let key = sandbox.kustomer_key("Portal").await;
    let mut next = Some(sandbox.at("acme.api.kustomerapp.com", AGENTS));
    let mut sizes = vec![];
    sandbox.read_as("kustomer_links", "absolute").await;
    while let Some(url) = next {
        assert!(url.starts_with(&sandbox.origin));
        let body = Answer::of(sandbox.client.get(url).bearer_auth(&key))
            .await
            .json();
        let users = body["data"].as_array().expect("users");
        assert!(users.iter().all(|u| u["attributes"]["userType"] == "user"));
        sizes.push(users.len());
        next = body["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(sizes, [100, 100, 32]);

    sandbox.read_as("kustomer_links", "relative").await;
    let body = sandbox.kustomer(AGENTS, "Portal").await.json();
    assert!(
        body["links"]["next"]
            .as_str()
            .is_some_and(|l| l.starts_with("/v1/users?"))
    );
}

#[tokio::test]
async fn filters_cannot_be_combined() {
    let sandbox = Sandbox::start().await;
    let both = sandbox
        .kustomer("/v1/users?userType=user&deleted=true", "Portal")
        .await;
    assert_eq!(both.status, 400);
    let deleted = sandbox
        .kustomer("/v1/users?deleted=true", "Portal")
        .await
        .json();
    assert_eq!(deleted["data"].as_array().map(Vec::len), Some(1));
}
