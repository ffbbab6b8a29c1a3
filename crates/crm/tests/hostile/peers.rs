//! Peers that would write into the log: their codes may, their texts may not.

use axum::{
    body::Body,
    http::{Response, header},
};

use crate::{
    log::Log,
    server::{self, Server},
};

/// What a peer says, with a colour, a second line and a password in base64.
const TEXT: &str = "\u{1b}[31mgo away\u{7}\r\n2026 INFO all is well cGFzc3dvcmQ= voilà";

#[tokio::test]
async fn what_a_peer_says_is_not_logged_and_its_code_is() {
    let log = Log::default();
    let _guard = log.listen();
    for status in [200, 201, 302, 400, 401, 403, 404, 422, 429, 500] {
        let server = Server::start(move |_| {
            let long = "9".repeat(5000);
            let body = serde_json::json!({
                "error": {"code": "PeerCode-7", "title": TEXT, "message": TEXT}, "trace_id": TEXT,
                "error_description": TEXT, "errors": [{"code": long, "title": TEXT, "detail": TEXT}],
                "message": TEXT, "user": {"id": 1, "name": TEXT, "role": TEXT, "email": TEXT},
                "data": {"attributes": {"name": TEXT, "roles": [TEXT]}}, "links": {"next": TEXT},
                "access_token": "t0ken", "instance_url": TEXT, "id": TEXT,
            });
            Response::builder()
                .status(status)
                .header("x-request-id", "all is well cGFzc3dvcmQ=")
                .header("x-ms-request-id", "\u{e9}".repeat(3000))
                .header(header::LOCATION, "https://evil.example/cGFzc3dvcmQ=")
                .body(Body::from(body.to_string()))
                .unwrap()
        })
        .await;
        server.verify_all().await;
        assert!(server.agents(&server::zendesk()).await.is_err());
    }
    // What is no HTTP at all, as of a mail server behind the port.
    let server = Server::blurting(TEXT).await;
    server.verify_all().await;

    let text = log.text();
    assert!(text.contains("PeerCode-7"), "{text}");
    assert!(text.contains("a CRM did not answer in full"), "{text}");
    for absent in [
        "cGFzc3dvcmQ",
        "go away",
        "all is well",
        "evil",
        "9999999999",
    ] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    let is_plain = |c: char| c == '\n' || c == ' ' || c.is_ascii_graphic();
    assert!(text.chars().all(is_plain), "{text}");
}
