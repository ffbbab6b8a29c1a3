//! What a CRM is not imitated in is refused in its own words; nothing is answered by guessing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::helpers::{ADMIN, Answer, ORG, Sandbox, TENANT, TOKEN};

const ADMIN_APP: &str = "Portal";

async fn names(sandbox: &Sandbox, filter: &str) -> Vec<String> {
    let query = format!("systemusers?$select=fullname&$filter={filter}");
    let answer = sandbox.dataverse(ADMIN_APP, &query).await;
    assert_eq!(answer.status, 200, "{filter}: {}", answer.text);
    let users = answer.json()["value"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    users
        .iter()
        .map(|user| user["fullname"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn dataverse_reads_or_not_and_brackets() {
    let sandbox = Sandbox::start().await;
    let all = names(&sandbox, "accessmode eq 0").await;
    let (one, two) = (&all[0], &all[1]);
    let found = names(
        &sandbox,
        &format!("fullname eq '{one}' or fullname eq '{two}'"),
    )
    .await;
    assert!(found.contains(one) && found.contains(two), "{found:?}");
    let others = names(
        &sandbox,
        &format!("not (fullname eq '{one}') and accessmode eq 0"),
    )
    .await;
    assert!(!others.contains(one) && others.contains(two));
}

#[tokio::test]
async fn dataverse_orders_as_it_is_asked() {
    let sandbox = Sandbox::start().await;
    let ordered = async |order: &str| {
        let query =
            format!("systemusers?$select=fullname&$filter=accessmode eq 0&$orderby={order}");
        let answer = sandbox.dataverse(ADMIN_APP, &query).await.json();
        let users = answer["value"].as_array().cloned().unwrap_or_default();
        let name = |user: &Value| user["fullname"].as_str().unwrap_or_default().to_lowercase();
        users.iter().map(name).collect::<Vec<_>>()
    };
    let rising = ordered("fullname").await;
    assert!(rising.is_sorted() && rising.len() > 2, "{rising:?}");
    let falling = ordered("fullname desc").await;
    assert!(falling.iter().rev().is_sorted());
}

#[tokio::test]
async fn dataverse_refuses_what_it_does_not_know() {
    let sandbox = Sandbox::start().await;
    for query in [
        "systemusers?$filter=length(fullname) eq 3",
        "systemusers?$filter=fullname in ('x')",
        "systemusers?$filter=nosuchcolumn eq 'x'",
        "systemusers?$orderby=nosuchcolumn",
        "systemusers?$orderby=fullname sideways",
        "systemusers?$search=x",
        "systemusers?$apply=groupby((fullname))",
        "EntityDefinitions?$select=NoSuchThing",
    ] {
        let answer = sandbox.dataverse(ADMIN_APP, query).await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.text);
        assert!(answer.json()["error"]["code"].as_str().is_some(), "{query}");
    }
    let unknown = sandbox.dataverse(ADMIN_APP, "accounts").await;
    assert_eq!(unknown.status, 404);
    assert_eq!(
        unknown.json()["error"]["message"],
        "Resource not found for the segment 'accounts'."
    );
}

#[tokio::test]
async fn dataverse_tells_of_its_tables() {
    let sandbox = Sandbox::start().await;
    let query =
        "EntityDefinitions?$select=LogicalName,EntitySetName&$filter=LogicalName eq 'contact'";
    let found = sandbox.dataverse(ADMIN_APP, query).await.json();
    assert_eq!(found["value"][0]["EntitySetName"], "contacts");
    assert_eq!(found["value"].as_array().map(Vec::len), Some(1));
    let one = "EntityDefinitions(LogicalName='systemuser')?$select=PrimaryIdAttribute";
    let one = sandbox.dataverse(ADMIN_APP, one).await.json();
    assert_eq!(one["PrimaryIdAttribute"], "systemuserid");
    let none = sandbox
        .dataverse(ADMIN_APP, "EntityDefinitions(LogicalName='account')")
        .await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn zendesk_finds_users_by_search_count_and_ids() {
    let sandbox = Sandbox::start().await;
    let get = async |path: &str| sandbox.zendesk(path, ADMIN, TOKEN).await;
    for path in ["/api/v2/users/search", "/api/v2/users/search.json"] {
        let found = get(&format!("{path}?query={ADMIN}")).await.json();
        assert_eq!(
            (&found["count"], &found["users"][0]["email"]),
            (&json!(1), &json!(ADMIN))
        );
        assert!(found["next_page"].is_null() && found["previous_page"].is_null());
    }
    let nobody = get("/api/v2/users/search?external_id=7").await.json();
    assert_eq!(nobody["users"], json!([]));
    let count = get("/api/v2/users/count.json?role=admin").await.json();
    assert!(
        count["count"]["value"]
            .as_u64()
            .is_some_and(|n| (1..10).contains(&n))
    );
    let admins = get("/api/v2/users?role=admin&page[size]=2").await.json();
    let ids: Vec<String> = admins["users"]
        .as_array()
        .expect("users")
        .iter()
        .map(|user| user["id"].to_string())
        .collect();
    let many = get(&format!("/api/v2/users/show_many?ids={},1", ids.join(",")))
        .await
        .json();
    assert_eq!(many["count"], json!(ids.len()));
    assert!(
        admins["links"]["prev"].is_string(),
        "set on the first page, too"
    );
}

#[tokio::test]
async fn zendesk_refuses_what_it_does_not_know() {
    let sandbox = Sandbox::start().await;
    for (path, status) in [
        ("/api/v2/users/abc", 400),
        ("/api/v2/users/show_many?ids=1,x", 400),
        ("/api/v2/users/show_many", 400),
        ("/api/v2/users/search", 400),
        ("/api/v2/users/search?query=created>2020-01-01", 422),
        ("/api/v2/users/search?query=tags:vip", 422),
        ("/api/v2/organizations", 404),
    ] {
        let answer = sandbox.zendesk(path, ADMIN, TOKEN).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        assert!(!answer.json()["error"].is_null(), "{path}");
    }
}

#[tokio::test]
async fn lifetimes_of_tokens_have_inclusive_bounds() {
    let sandbox = Sandbox::start().await;
    for (seconds, status) in [(299, 400), (300, 201), (172_800, 201), (172_801, 400)] {
        let body = json!({
            "grant_type": "client_credentials", "client_id": "acme_portal", "scope": "read",
            "client_secret": "zd-sandbox-client-secret-for-acme-9z8y", "expires_in": seconds,
        });
        let url = sandbox.at("acme-support.zendesk.com", "/oauth/tokens");
        let answer = Answer::of(sandbox.client.post(url).json(&body)).await;
        assert_eq!(answer.status, status, "{seconds}: {}", answer.text);
    }
}

#[tokio::test]
async fn unknown_methods_and_paths_are_refused_in_the_vendors_words() {
    let sandbox = Sandbox::start().await;
    let key = sandbox.kustomer_key("Portal").await;
    let ask = async |method: Method, host: &str, path: &str| {
        let request = sandbox.client.request(method, sandbox.at(host, path));
        let request = match host {
            "acme-support.zendesk.com" => request.basic_auth(format!("{ADMIN}/token"), Some(TOKEN)),
            "acme.api.kustomerapp.com" => request.bearer_auth(&key),
            _ => request,
        };
        Answer::of(request).await
    };
    let zendesk = ask(
        Method::DELETE,
        "acme-support.zendesk.com",
        "/api/v2/users/me",
    )
    .await;
    assert_eq!(
        (zendesk.status.as_u16(), &zendesk.json()["error"]),
        (404, &json!("InvalidEndpoint"))
    );
    for (method, path, status) in [
        (Method::DELETE, "/v1/users/current", 405),
        (Method::OPTIONS, "/v1/users", 405),
        (Method::GET, "/v1/nonsense", 404),
    ] {
        let kustomer = ask(method, "acme.api.kustomerapp.com", path).await;
        assert_eq!(kustomer.status, status, "{path}");
        assert!(
            kustomer.json()["errors"][0]["code"].is_string(),
            "{}",
            kustomer.text
        );
    }
    let salesforce = ask(
        Method::PUT,
        "acme.my.salesforce.com",
        "/services/data/v66.0/query",
    )
    .await;
    assert_eq!(salesforce.status, 405);
    assert_eq!(salesforce.json()[0]["errorCode"], "METHOD_NOT_ALLOWED");
    let entra = ask(
        Method::GET,
        "login.microsoftonline.com",
        &format!("/{TENANT}/oauth2/v2.0/token"),
    )
    .await;
    assert_eq!(
        (entra.status.as_u16(), &entra.json()["error_codes"][0]),
        (400, &json!(900_561))
    );
    let dataverse = ask(Method::DELETE, ORG, "/api/data/v9.2/contacts").await;
    assert_eq!(dataverse.status, 401, "the caller is checked first");
}

#[tokio::test]
async fn entra_answers_tenants_and_applications_as_recorded() {
    let sandbox = Sandbox::start().await;
    let discovery = "/nowhere.onmicrosoft.com/v2.0/.well-known/openid-configuration";
    let answer = Answer::of(sandbox.get("login.microsoftonline.com", discovery)).await;
    assert_eq!(answer.json()["error"], "invalid_tenant");
    let post = async |tenant: &str, app: &str, secret: &str, org: &str| {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", app)
            .append_pair("client_secret", secret)
            .append_pair("scope", &format!("https://{org}/.default"))
            .finish();
        let path = format!("/{tenant}/oauth2/v2.0/token");
        let request = sandbox
            .client
            .post(sandbox.at("login.microsoftonline.com", &path));
        let kind = "application/x-www-form-urlencoded";
        Answer::of(request.header("content-type", kind).body(body)).await
    };
    let admin = (
        "a0000001-0000-4000-8000-000000000001",
        "adm8Q~sandbox.contoso.admin-secret.0000001",
    );
    for (tenant, (app, secret), org, error, code) in [
        (
            "nowhere.onmicrosoft.com",
            admin,
            ORG,
            "invalid_request",
            90002,
        ),
        ("not-a-tenant", admin, ORG, "invalid_request", 900_023),
        (
            TENANT,
            admin,
            "acme-gone.crm4.dynamics.com",
            "invalid_resource",
            500_011,
        ),
        (
            TENANT,
            (
                "a000000b-0000-4000-8000-00000000000b",
                "off8Q~sandbox.contoso.disabled-app.00011",
            ),
            ORG,
            "unauthorized_client",
            7_000_112,
        ),
        (
            TENANT,
            (
                "a000000c-0000-4000-8000-00000000000c",
                "blk8Q~sandbox.contoso.blocked-app.000012",
            ),
            ORG,
            "invalid_grant",
            53003,
        ),
    ] {
        let answer = post(tenant, app, secret, org).await;
        let body = answer.json();
        assert_eq!(
            (answer.status.as_u16(), &body["error"]),
            (400, &json!(error)),
            "{body}"
        );
        assert_eq!(body["error_codes"], json!([code]));
        assert_eq!(
            answer.header("x-ms-request-id"),
            body["trace_id"].as_str().unwrap_or("none")
        );
    }
    assert!(
        !post(TENANT, admin.0, admin.1, ORG)
            .await
            .header("x-ms-request-id")
            .is_empty()
    );
}

#[tokio::test]
async fn kustomers_links_are_relative() {
    let sandbox = Sandbox::start().await;
    let path = "/v1/users?pageSize=2";
    let list = sandbox.kustomer(path, "Portal").await.json();
    let next = list["links"]["next"].as_str().expect("a next page");
    assert!(next.starts_with("/v1/users?"), "{next}");
}
