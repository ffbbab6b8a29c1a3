//! Zendesk Support.

use serde_json::json;

use crate::helpers::{ADMIN, Answer, Sandbox, TOKEN};

const ME: &str = "/api/v2/users/me.json";
const AGENTS: &str = "/api/v2/users?role[]=agent&role[]=admin&page[size]=100";

#[tokio::test]
async fn an_administrator_is_told_who_they_are() {
    let sandbox = Sandbox::start().await;
    for path in [ME, "/api/v2/users/me"] {
        let answer = sandbox
            .zendesk(path, "Camille.Roy@ACME.example", TOKEN)
            .await;
        assert_eq!(answer.status, 200);
        let user = &answer.json()["user"];
        assert_eq!(user["name"], "Camille Roy");
        assert_eq!(user["email"], ADMIN);
        assert_eq!(user["role"], "admin");
        assert_eq!(
            (&user["active"], &user["suspended"]),
            (&json!(true), &json!(false))
        );
        assert!(user["id"].is_u64());
    }
}

#[tokio::test]
async fn without_credentials_or_with_a_password_one_is_anonymous() {
    let sandbox = Sandbox::start().await;
    let me = || sandbox.get("acme-support.zendesk.com", ME);
    for request in [
        me(),
        me().basic_auth(ADMIN, Some("password")),
        me().basic_auth("", Some("")),
    ] {
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["user"]["name"], "Anonymous user");
        assert!(answer.json()["user"]["id"].is_null());
    }
}

#[tokio::test]
async fn a_wrong_token_or_an_unverified_address_is_refused() {
    let sandbox = Sandbox::start().await;
    let cases = [
        (ADMIN, "wrong"),
        ("nobody@acme.example", TOKEN),
        ("nora.neumann@acme.example", TOKEN),
    ];
    for (email, token) in cases {
        let answer = sandbox.zendesk(ME, email, token).await;
        assert_eq!(answer.status, 401);
        assert_eq!(
            answer.json(),
            json!({ "error": "Couldn't authenticate you" })
        );
    }
    let tickets = Answer::of(sandbox.get("acme-support.zendesk.com", "/api/v2/tickets")).await;
    assert_eq!(tickets.status, 401);
}

#[tokio::test]
async fn roles_and_suspension_are_shown_not_refused() {
    let sandbox = Sandbox::start().await;
    let user = async |email: &str| {
        let answer = sandbox.zendesk(ME, email, TOKEN).await;
        assert_eq!(answer.status, 200);
        answer.json()["user"].clone()
    };
    assert_eq!(user("odile.ortega@acme.example").await["role"], "agent");
    assert_eq!(user("eve.endler@client.example").await["role"], "end-user");
    let light = user("lucie.light@acme.example").await;
    assert_eq!(
        (&light["role_type"], &light["restricted_agent"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(user("simon.sorel@acme.example").await["suspended"], true);
}

#[tokio::test]
async fn a_plan_without_api_forbids_even_who_am_i() {
    let sandbox = Sandbox::start().await;
    let request = sandbox.get("globex-help.zendesk.com", ME);
    let token = "zd-sandbox-token-for-globex-3c4d";
    let answer = Answer::of(request.basic_auth("gil@globex.example/token", Some(token))).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.json()["error"]["title"], "Forbidden");
    assert!(answer.json()["error"]["message"].is_string());
}

#[tokio::test]
async fn a_given_up_subdomain_is_not_found_as_page_or_as_json() {
    let sandbox = Sandbox::start().await;
    let html = Answer::of(sandbox.get("acme-old.zendesk.com", ME)).await;
    assert_eq!(html.status, 404);
    assert!(html.header("content-type").starts_with("text/html"));
    let as_json = Answer::of(sandbox.get("acme-former.zendesk.com", ME)).await;
    assert_eq!(as_json.status, 404);
    assert_eq!(
        as_json.json()["error"]["title"],
        "No help desk at acme-former.zendesk.com"
    );

    let unknown = async || Answer::of(sandbox.get("never-was.zendesk.com", ME)).await;
    let title = unknown().await.json()["error"]["title"].clone();
    assert_eq!(title, "No help desk at never-was.zendesk.com");
    sandbox.read_as("zendesk_unknown", "html").await;
    let page = unknown().await;
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn agents_come_in_pages_of_a_hundred_by_cursor() {
    let sandbox = Sandbox::start().await;
    let (mut pages, mut names) = (0, std::collections::HashSet::new());
    let mut next = Some(sandbox.at("acme-support.zendesk.com", AGENTS));
    while let Some(url) = next {
        assert!(url.starts_with(&sandbox.origin));
        let request = sandbox.client.get(url);
        let answer = Answer::of(request.basic_auth(format!("{ADMIN}/token"), Some(TOKEN))).await;
        assert_eq!(answer.status, 200);
        assert!(
            answer
                .header("zendesk-ratelimit-users-index")
                .contains("remaining=")
        );
        let body = answer.json();
        for user in body["users"].as_array().expect("users") {
            assert_ne!(user["role"], "end-user");
            names.insert(user["email"].to_string());
        }
        next = body["links"]["next"].as_str().map(str::to_owned);
        assert_eq!(body["meta"]["has_more"], next.is_some());
        pages += 1;
    }
    assert_eq!((pages, names.len()), (3, 237));
}

#[tokio::test]
async fn without_a_cursor_pages_have_numbers() {
    let sandbox = Sandbox::start().await;
    let body = sandbox
        .zendesk("/api/v2/users.json?per_page=50&page=2", ADMIN, TOKEN)
        .await
        .json();
    assert_eq!(body["users"].as_array().map(Vec::len), Some(50));
    assert_eq!(body["count"], 238);
    assert!(
        body["next_page"]
            .as_str()
            .is_some_and(|l| l.contains("page=3"))
    );
    assert!(
        body["previous_page"]
            .as_str()
            .is_some_and(|l| l.contains("page=1"))
    );
}

#[tokio::test]
async fn bad_pages_and_unknown_paths_have_shapes_of_their_own() {
    let sandbox = Sandbox::start().await;
    let too_large = sandbox
        .zendesk("/api/v2/users?page[size]=101", ADMIN, TOKEN)
        .await;
    assert_eq!(too_large.status, 400);
    assert!(too_large.json()["errors"][0]["code"].is_string());
    let path = sandbox.zendesk("/api/v2/nothing.json", ADMIN, TOKEN).await;
    assert_eq!(
        (path.status.as_u16(), &path.json()["error"]),
        (404, &json!("InvalidEndpoint"))
    );
    let id = sandbox.zendesk("/api/v2/users/1.json", ADMIN, TOKEN).await;
    assert_eq!(
        (id.status.as_u16(), &id.json()["error"]),
        (404, &json!("RecordNotFound"))
    );
    let list = sandbox
        .zendesk("/api/v2/users", "eve.endler@client.example", TOKEN)
        .await;
    assert_eq!(list.status, 403);
}
