//! Servers that echo what they were sent.

use axum::http::{StatusCode, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{Check, Verdict};

use crate::{
    log,
    server::{self, SECRET, Server, json},
};

/// Nothing of a check, printed or sent, holds the secret.
fn assert_discreet(check: &Check) {
    let seen = format!("{check:?} {}", serde_json::to_string(check).unwrap());
    assert!(!seen.contains(SECRET), "{seen}");
}

#[tokio::test]
async fn an_echoed_secret_is_not_passed_on() {
    for status in [200, 400, 401, 403, 404, 422, 429, 500] {
        let server = Server::start(move |request| {
            let echo = request.headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
            let echo = serde_json::json!(format!("{} {SECRET} {}", echo.unwrap_or_default(), request.body));
            let body = serde_json::json!({
                "error": SECRET, "errors": [{"code": SECRET, "message": echo}], "error_description": echo,
                "user": {"id": 1, "name": echo, "email": SECRET, "role": "admin", "active": true},
                "data": {"attributes": {"name": echo, "email": SECRET, "roles": [SECRET, "org.user"]}},
                "access_token": "t0ken-t0ken", "UserId": "5a0d0000-0000-4000-8000-000000000001",
                "fullname": format!("{SECRET} t0ken-t0ken"), "isdisabled": false, "accessmode": 4,
                "applicationid": server::APP,
                "value": [{"roleid": server::APP, "name": echo, "_roletemplateid_value": null}],
            });
            json(StatusCode::from_u16(status).unwrap(), &body.to_string())
        })
        .await;
        for check in server.verify_all().await {
            assert_discreet(&check);
            assert!(!format!("{check:?}").contains("t0ken-t0ken"), "{check:?}");
            assert!(check.verdict != Verdict::Valid || status == 200);
        }
    }
}

#[tokio::test]
async fn no_log_line_holds_the_secret_or_what_an_answer_says() {
    let log = log::Log::default();
    let _guard = log.listen();
    for status in [200, 401, 403, 500] {
        let server = Server::start(move |request| {
            let authorization = request.headers.get(header::AUTHORIZATION);
            let echo = authorization.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
            let body = serde_json::json!({"error": format!("{SECRET}{echo}"), "access_token": "t0ken-t0ken",
                "trace_id": SECRET, "user": {"id": 1, "name": "Camille Roy", "email": "camille@acme.example"}});
            json(StatusCode::from_u16(status).unwrap(), &body.to_string())
        })
        .await;
        server.verify_all().await;
    }
    let text = log.text();
    assert!(text.contains("a connection was verified"), "{text}");
    let pair = STANDARD.encode(format!("camille@acme.example/token:{SECRET}"));
    for absent in [
        SECRET,
        &pair,
        "t0ken-t0ken",
        "Camille",
        "camille@",
        "Bearer",
        "Basic",
    ] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}
