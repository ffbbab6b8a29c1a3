//! Forged requests, foreign hosts, and bodies that mean harm.

use domain::{Crm, Draft, Field, PanelDraft};
use reqwest::{Method, RequestBuilder};

use crate::support::{Options, TestApp, complete, draft, logs, spawn_app, spawn_with};

fn put(app: &TestApp) -> RequestBuilder {
    app.request(Method::PATCH, "/api/settings/crm")
        .header("if-match", "\"0\"")
        .json(&draft([]))
}

fn raw(app: &TestApp, kind: &str, body: impl Into<String>) -> RequestBuilder {
    let put = app
        .request(Method::PATCH, "/api/settings/crm")
        .header("if-match", "\"0\"");
    put.header("content-type", kind).body(body.into())
}

async fn untouched(app: &TestApp) {
    assert_eq!(
        (app.settings().await.version, app.fake.asked()),
        (0, vec![])
    );
}

#[tokio::test]
async fn another_host_name_is_misdirected() {
    let app = spawn_app().await;
    let port = app.url.rsplit(':').next().unwrap();
    for path in ["/", "/api/settings/crm", "/api/health"] {
        for host in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:1",
            &format!("evil.example:{port}"),
            "localhost.evil.example",
        ] {
            let answer = app
                .send(app.request(Method::GET, path).header("host", host))
                .await;
            assert_eq!(answer.failure(), (421, "wrong_host".into()), "{host}");
        }
        for host in [
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
            format!("127.0.0.1:{port}"),
        ] {
            assert_ne!(
                app.send(app.request(Method::GET, path).header("host", host))
                    .await
                    .status,
                421
            );
        }
    }
}

#[tokio::test]
async fn the_public_name_is_answered_and_its_pages_may_write() {
    let app = spawn_with(Options {
        public_url: Some("https://portal.example"),
        ..Options::default()
    })
    .await;
    let request = put(&app)
        .header("host", "portal.example")
        .header("origin", "https://portal.example");
    assert_eq!(app.send(request).await.status, 200);
}

#[tokio::test]
async fn pages_of_other_origins_may_not_write() {
    let app = spawn_app().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", ""),
        ("origin", "https://evil.example"),
        ("origin", "http://127.0.0.1:1"),
        ("origin", "null"),
    ] {
        let answer = app.send(put(&app).header(name, value)).await;
        assert_eq!(
            answer.failure(),
            (403, "foreign_origin".into()),
            "{name}: {value}"
        );
        let test = app
            .request(Method::POST, "/api/settings/crm/zendesk/test")
            .json(&PanelDraft::default());
        assert_eq!(app.send(test.header(name, value)).await.status, 403);
    }
    for (origin, site) in [
        ("null", "none"),
        ("https://evil.example", "none"),
        ("https://evil.example", "same-origin"),
        (app.url.replace("http:", "https:").as_str(), "same-origin"),
    ] {
        let forged = put(&app)
            .header("origin", origin)
            .header("sec-fetch-site", site);
        assert_eq!(app.send(forged).await.status, 403, "{origin} {site}");
    }
    let two = put(&app)
        .header("origin", &app.url)
        .header("origin", "https://evil.example");
    assert_eq!(app.send(two).await.status, 403);
    untouched(&app).await;
}

#[tokio::test]
async fn the_own_page_a_named_origin_and_tools_without_origin_may() {
    let app = spawn_with(Options {
        allowed_origin: Some("http://127.0.0.1:8081"),
        ..Options::default()
    })
    .await;
    let own = put(&app)
        .header("origin", &app.url)
        .header("sec-fetch-site", "same-origin");
    assert_eq!(app.send(own).await.status, 200);
    let named = put(&app)
        .header("origin", "http://127.0.0.1:8081")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(
        app.send(named).await.status,
        412,
        "the version is stale, the origin is fine"
    );
    assert_eq!(app.send(put(&app)).await.status, 412);
}

#[tokio::test]
async fn only_json_is_read() {
    let app = spawn_app().await;
    let body = r#"{"agent_platform":null}"#;
    for kind in [
        "text/plain",
        "text/plain;application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
    ] {
        assert_eq!(
            app.send(raw(&app, kind, body)).await.failure(),
            (415, "json_only".into()),
            "{kind}"
        );
    }
    let bare = app
        .request(Method::PATCH, "/api/settings/crm")
        .header("if-match", "\"0\"")
        .body(body);
    assert_eq!(app.send(bare).await.status, 415);
    untouched(&app).await;
}

#[tokio::test]
async fn what_is_too_long_too_deep_or_no_json_is_refused() {
    let app = spawn_app().await;
    let json = |body: String| raw(&app, "application/json", body);
    let long = format!(
        r#"{{"agent_platform":null,"x":"{}"}}"#,
        "a".repeat(1_000_000)
    );
    assert_eq!(
        app.send(json(long)).await.failure(),
        (413, "too_large".into())
    );
    let deep = format!(r#"{{"agent_platform":{}"#, "[".repeat(30_000));
    for body in [
        deep,
        String::new(),
        "{".into(),
        "<xml/>".into(),
        "{\"agent_platform\":null} trailing".into(),
    ] {
        assert_eq!(app.send(json(body)).await.status / 100, 4);
    }
    assert_eq!(
        app.send(json("{".into())).await.failure(),
        (400, "invalid_json".into())
    );
    untouched(&app).await;
}

#[tokio::test]
async fn unknown_and_privileged_properties_are_refused_without_their_names() {
    let app = spawn_app().await;
    for (body, place) in [
        (r#"{"agent_platform":null,"version":99}"#, "in the top"),
        (
            r#"{"agent_platform":null,"panels":{"zendesk":{"verified":true}}}"#,
            "in panels.*.",
        ),
        (
            r#"{"agent_platform":null,"panels":{"zendesk":{"health":null}}}"#,
            "in panels.*.",
        ),
        // Name and value mixed up.
        (
            r#"{"agent_platform":null,"panels":{"zendesk":{"a-pasted-s3cret":"secret"}}}"#,
            "in panels.*.",
        ),
    ] {
        let answer = app.send(raw(&app, "application/json", body)).await;
        assert_eq!(answer.failure(), (422, "unknown_property".into()), "{body}");
        assert!(answer.body.contains(place), "{}", answer.body);
    }
    let twice =
        r#"{"agent_platform":null,"panels":{"zendesk":{},"zendesk":{"default_user":true}}}"#;
    let answer = app.send(raw(&app, "application/json", twice)).await;
    assert_eq!(answer.failure(), (422, "duplicate_property".into()));
    for body in [
        r#"{"agent_platform":"hubspot"}"#,
        r#"{"panels":{}}"#,
        r#"{"agent_platform":null,"panels":{"siebel":{}}}"#,
        r#"{"agent_platform":null,"panels":{"zendesk":{"fields":{"api_url":"http://evil.example"}}}}"#,
        r#"{"agent_platform":null,"panels":{"zendesk":{"secret":"a-pasted-s3cret"}}}"#,
        r#"{"agent_platform":null,"panels":{"zendesk":{"secret":{"replace":7}}}}"#,
        r#"{"agent_platform":null,"panels":{"zendesk":{"fields":{"a-pasted-s3cret":"x"}}}}"#,
        "[]",
        "null",
    ] {
        let answer = app.send(raw(&app, "application/json", body)).await;
        assert_eq!(answer.failure(), (422, "wrong_shape".into()), "{body}");
    }
    assert!(!app.heard().contains("a-pasted-s3cret") && !logs().contains("a-pasted-s3cret"));
    untouched(&app).await;
}

#[tokio::test]
async fn write_routes_take_no_get_and_unknown_routes_are_json() {
    let app = spawn_app().await;
    assert_eq!(
        app.get("/api/settings/crm/zendesk/test").await.failure(),
        (405, "method_not_allowed".into())
    );
    let delete = app.request(Method::DELETE, "/api/settings/crm");
    assert_eq!(
        app.send(delete).await.failure(),
        (405, "method_not_allowed".into())
    );
    for path in [
        "/api",
        "/api/",
        "/api/nonsense",
        "/api/settings/crm/zendesk",
    ] {
        let navigation = app.request(Method::GET, path).header("accept", "text/html");
        assert_eq!(
            app.send(navigation).await.failure(),
            (404, "no_such_route".into()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn hostile_hosts_never_reach_a_crm() {
    let hosts = [
        "zendesk.com.evil.example",
        "evil-zendesk.com",
        "a.b.zendesk.com",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "\u{430}cme.zendesk.com",
        "acme.zendesk.com@evil.example",
        "acme#.zendesk.com",
        "acme\\.zendesk.com",
        "acme%2eevil.example",
        "acme\r\nx",
        "acme\0",
        "acme:8443",
        "http://169.254.169.254/latest",
        "xn--cme-7cd.zendesk.com",
        &"a".repeat(300),
    ];
    for (crm, field) in [
        (Crm::Zendesk, Field::Subdomain),
        (Crm::Kustomer, Field::Subdomain),
        (Crm::Dynamics, Field::Organisation),
    ] {
        for host in hosts {
            let app = spawn_app().await;
            let mut panel = complete(crm, "a-secret");
            panel.fields.set(field, host);
            let answer = app
                .save(&Draft {
                    agent_platform: None,
                    panels: [(crm, panel.clone())].into(),
                })
                .await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(
                app.test(crm, &panel).await.failure(),
                (422, "not_testable".into()),
                "{host}"
            );
            assert_eq!(app.fake.asked(), [], "{crm:?} {host:?}");
            assert_eq!(app.settings().await.panel(crm).secret, None);
        }
    }
}
