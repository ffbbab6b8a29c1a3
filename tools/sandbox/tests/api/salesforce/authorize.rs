//! The way through login and consent, and every way it ends early.

use super::{ACME, CALLBACK, CAMILLE, UAT, VERIFIER, Visit, parameter, refusal};
use crate::helpers::{Answer, Sandbox};

#[tokio::test]
async fn a_person_logs_in_and_allows_and_the_app_gets_a_code() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let mut asked = acme.asked();
    asked.extend([("prompt", "login".into()), ("display", "popup".into())]);
    let start = acme.authorize(&asked).await;
    let login = Answer::of(sandbox.client.get(start.header("location"))).await;
    assert_eq!(login.status, 200);
    for words in [
        "<label for=\"username\">Username",
        "<label for=\"password\">Password",
        ">Log In</button>",
        ">Greta Group</a> administrator by permission set group",
        ">Denis Durand</a> deactivated",
    ] {
        assert!(login.text.contains(words), "{words}\n{}", login.text);
    }
    assert!(!login.text.contains("<script"));
    assert!(
        !login
            .header("content-security-policy")
            .contains("form-action")
    );

    let number = parameter(start.header("location"), "request").expect("a number");
    let page = acme
        .log_in(&number, ("Camille.Roy@ACME.example", CAMILLE.1))
        .await;
    let consent = Answer::of(sandbox.client.get(page.header("location"))).await;
    assert_eq!(consent.status, 200);
    for words in [
        "Contact Centre Portal is asking to",
        ">Allow</button>",
        ">Deny</button>",
        CAMILLE.0,
    ] {
        assert!(consent.text.contains(words), "{words}\n{}", consent.text);
    }
    let back = acme.decide(&number, "allow").await;
    let back = back.header("location");
    assert!(back.starts_with(CALLBACK), "{back}");
    assert!(parameter(back, "code").is_some_and(|c| c.ends_with("==")));
    assert_eq!(parameter(back, "state").as_deref(), Some("the state/+ ä"));
    // The number is used up.
    assert_eq!(acme.decide(&number, "allow").await.status, 400);
}

#[tokio::test]
async fn one_click_fills_a_person_in() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let number = acme.number(&acme.asked()).await;
    let path = format!("/login?request={number}&as=alex.martin%40acme.example");
    let page = Answer::of(sandbox.get(ACME, &path)).await;
    for value in ["value=\"alex.martin@acme.example\"", "value=\"alex-2026\""] {
        assert!(page.text.contains(value), "{}", page.text);
    }
}

#[tokio::test]
async fn who_denies_sends_the_app_away_with_its_state() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let number = acme.number(&acme.asked()).await;
    acme.log_in(&number, CAMILLE).await;
    let back = acme.decide(&number, "deny").await;
    let told = ["error", "error_description", "state", "code"]
        .map(|name| parameter(back.header("location"), name));
    let expected = [
        Some("access_denied"),
        Some("end-user denied authorization"),
        Some("the state/+ ä"),
        None,
    ];
    assert_eq!(told, expected.map(|e| e.map(str::to_owned)));
}

#[tokio::test]
async fn wrong_passwords_and_deactivated_people_stay_on_the_login_page() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let number = acme.number(&acme.asked()).await;
    for (person, words) in [
        (
            (CAMILLE.0, "wrong"),
            "Please check your username and password.",
        ),
        (
            ("nobody@acme.example", "x"),
            "Please check your username and password.",
        ),
        (
            ("denis.durand@acme.example", "denis-2026"),
            "has been disabled by your system administrator",
        ),
    ] {
        let page = acme.log_in(&number, person).await;
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("role=\"alert\"") && page.text.contains(words),
            "{}",
            page.text
        );
    }
    assert_eq!(acme.decide(&number, "allow").await.status, 400);
}

#[tokio::test]
async fn an_unknown_app_or_callback_is_told_to_the_person_only() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let mut asked = acme.asked();
    asked.insert("client_id", "3MVG9unknown".to_owned());
    let page = acme.authorize(&asked).await;
    assert_eq!(page.status, 400);
    assert!(
        page.text.contains("error=invalid_client_id"),
        "{}",
        page.text
    );
    for callback in [
        "https://evil.example/oauth/callback/salesforce",
        "http://127.0.0.1:8080/elsewhere",
        "http://user@127.0.0.1/callback",
        "http://127.0.0.1.evil.example/callback",
        "ftp://127.0.0.1/callback",
        "",
    ] {
        let mut asked = acme.asked();
        asked.insert("redirect_uri", callback.to_owned());
        let page = acme.authorize(&asked).await;
        assert_eq!(
            (page.status.as_u16(), page.header("location")),
            (400, ""),
            "{callback}"
        );
        assert!(
            page.text.contains("error=redirect_uri_mismatch"),
            "{}",
            page.text
        );
    }
    for callback in [
        "https://localhost:1/callback",
        "http://[::1]:9/a/oauth/callback/salesforce",
    ] {
        let mut asked = acme.asked();
        asked.insert("redirect_uri", callback.to_owned());
        assert_eq!(acme.authorize(&asked).await.status, 302, "{callback}");
    }
}

#[tokio::test]
async fn bad_requests_go_back_to_the_app() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    for (name, value, error, text) in [
        (
            "code_challenge",
            "",
            "invalid_request",
            "missing required code challenge",
        ),
        (
            "code_challenge",
            "short",
            "invalid_request",
            "invalid code challenge",
        ),
        (
            "code_challenge_method",
            "plain",
            "invalid_request",
            "invalid code challenge method",
        ),
        (
            "response_type",
            "token",
            "unsupported_response_type",
            "response type not supported",
        ),
        (
            "scope",
            "api full",
            "invalid_scope",
            "the requested scope is not allowed",
        ),
    ] {
        let mut asked = acme.asked();
        asked.insert(name, value.to_owned());
        let back = acme.authorize(&asked).await;
        let back = back.header("location");
        assert!(back.starts_with(CALLBACK), "{back}");
        assert_eq!(parameter(back, "error").as_deref(), Some(error));
        assert_eq!(parameter(back, "error_description").as_deref(), Some(text));
        assert!(parameter(back, "state").is_some());
    }
}

#[tokio::test]
async fn without_the_demand_a_challenge_is_honoured_or_ignored() {
    let sandbox = Sandbox::start().await;
    let uat = Visit::to(&sandbox, UAT).await;
    let person = ("camille.roy@acme.example.uat", "camille-2026");
    let wrong = [(
        "code_verifier",
        "not-the-verifier-that-was-hashed-for-this-code",
    )];
    let honoured = uat.redeem(&uat.code(person).await, &wrong).await;
    assert_eq!(refusal(&honoured).1, "invalid code verifier");

    sandbox.read_as("salesforce_challenge", "ignore").await;
    let ignored = uat.redeem(&uat.code(person).await, &wrong).await;
    assert_eq!(ignored.status, 200, "{}", ignored.text);

    let mut asked = uat.asked();
    asked.remove("code_challenge");
    asked.remove("code_challenge_method");
    let back = uat.allow(&asked, person).await;
    let code = parameter(&back, "code").expect("a code");
    assert_eq!(
        uat.redeem(&code, &[("code_verifier", VERIFIER)])
            .await
            .status,
        200
    );
}
