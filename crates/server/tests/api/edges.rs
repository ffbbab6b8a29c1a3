//! What is small and has to work: life signs, about, headers of every answer.

use reqwest::Method;

use crate::support::{Options, spawn_app, spawn_with};

#[tokio::test]
async fn it_lives_and_is_ready() {
    let app = spawn_app().await;
    for path in ["/api/health", "/api/ready"] {
        let answer = app.get(path).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, r#"{"status":"ok"}"#)
        );
    }
}

#[tokio::test]
async fn about_tells_version_and_sandbox() {
    let app = spawn_with(Options::default()).await;
    let about: domain::wire::About = app.get("/api/about").await.json();
    assert_eq!(
        (about.version.as_str(), about.sandbox),
        (env!("CARGO_PKG_VERSION"), false)
    );
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = spawn_app().await;
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/api/about"),
        (Method::GET, "/api/x"),
        (Method::PATCH, "/api/settings/crm"),
    ] {
        let answer = app.send(app.request(method, path)).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin-allow-popups"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(
            answer.header("permissions-policy").is_some()
                && answer.header("x-request-id").is_some()
        );
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
}

#[tokio::test]
async fn a_request_id_is_the_servers_own() {
    let app = spawn_app().await;
    let answer = app
        .send(
            app.request(Method::GET, "/api/about")
                .header("x-request-id", "mine"),
        )
        .await;
    assert_ne!(answer.header("x-request-id"), Some("mine"));
}
