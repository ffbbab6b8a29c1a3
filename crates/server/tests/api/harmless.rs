//! Saving that harms nobody: slips of the hand, and what people really paste.

use domain::{
    Code, Crm, Field, PanelDraft, Verdict,
    save::{BoxReport, TupleReport},
    wire::{Failure, Saved},
};
use reqwest::Method;

use crate::support::{ASKED, TestApp, complete, draft, logs, spawn_app, with_secret};

async fn save(app: &TestApp, crm: Crm, panel: PanelDraft) -> Saved {
    let answer = app.save(&draft([(crm, panel)])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// A server whose panel of this CRM is set up and on.
async fn switched_on(crm: Crm) -> TestApp {
    let app = spawn_app().await;
    save(&app, crm, complete(crm, "the-old-secret")).await;
    app.fake.asked();
    app
}

#[tokio::test]
async fn a_blank_replacement_keeps_secret_and_box_and_asks_nobody() {
    for crm in ASKED {
        let app = switched_on(crm).await;
        let before = app.settings().await.panel(crm);
        for blank in ["", " \t", "\u{200b}"] {
            let saved = save(&app, crm, with_secret(blank)).await;
            let report = &saved.report.panels[&crm];
            assert_eq!(saved.settings.panel(crm), before, "{blank:?}");
            assert_eq!(
                (report.tuple, report.default_user),
                (TupleReport::Unchanged, BoxReport::AsAsked)
            );
            assert!(report.problems.is_empty() && report.saved.is_empty());
        }
        assert_eq!(app.fake.asked(), []);
        assert_eq!(app.kept_secret(crm).await, "the-old-secret");
    }
}

#[tokio::test]
async fn a_test_with_a_blank_replacement_uses_the_kept_secret() {
    for crm in ASKED {
        let app = switched_on(crm).await;
        assert_eq!(app.test(crm, &with_secret(" ")).await.status, 200);
        assert_eq!(app.fake.asked()[0].1, "the-old-secret", "{crm:?}");
    }
}

#[tokio::test]
async fn a_malformed_secret_keeps_the_box_and_the_kept_secret() {
    for crm in ASKED {
        let app = switched_on(crm).await;
        let saved = save(&app, crm, with_secret("two words")).await;
        let report = &saved.report.panels[&crm];
        assert_eq!(
            (report.tuple, report.default_user),
            (TupleReport::NotSavedYet, BoxReport::AsAsked)
        );
        assert_eq!(report.problems[0].code, Code::SecretInvalid);
        assert!(saved.settings.panel(crm).default_user, "{crm:?}");
        assert_eq!(app.fake.asked(), []);
        assert_eq!(app.kept_secret(crm).await, "the-old-secret");
    }
}

#[tokio::test]
async fn a_secret_in_the_wrong_field_is_repeated_in_no_answer_and_no_log() {
    // Forty characters as Zendesk makes them, and one that looks like nothing but is typed as the secret, too.
    let token = "6wiiBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv";
    let plain = "wrong-field-5c3e";
    let app = spawn_app().await;
    for verdict in [Verdict::NotFound, Verdict::Rejected, Verdict::Unreachable] {
        for field in [
            Field::Subdomain,
            Field::Email,
            Field::SessionField,
            Field::ExternalIdPrefix,
        ] {
            for text in [token, plain] {
                let mut panel = complete(Crm::Zendesk, plain);
                panel.fields.set(field, text);
                app.fake.forget();
                app.fake.says(Crm::Zendesk, &[verdict]);
                app.save(&draft([(Crm::Zendesk, panel.clone())])).await;
                app.test(Crm::Zendesk, &panel).await;
                app.settings().await;
            }
        }
    }
    let heard = (app.heard() + &logs()).to_lowercase();
    assert!(heard.contains("misplaced_secret"), "this test looks");
    for secret in [token, plain] {
        assert!(!heard.contains(&secret.to_lowercase()), "{secret}");
    }
}

#[tokio::test]
async fn a_key_is_not_sent_to_a_host_that_names_no_organisation() {
    for host in [
        "https://api.kustomerapp.com/v1",
        "api.prod2.kustomerapp.com",
        "api",
    ] {
        let app = spawn_app().await;
        let mut panel = complete(Crm::Kustomer, "a-key");
        panel.fields.set(Field::Subdomain, host);
        let saved = save(&app, Crm::Kustomer, panel.clone()).await;
        let report = &saved.report.panels[&Crm::Kustomer];
        assert_eq!(report.tuple, TupleReport::NotSavedYet);
        assert_eq!(report.problems[0].code, Code::NamesNoAccount);
        assert_eq!(saved.settings.panel(Crm::Kustomer).secret, None);
        let tested: Failure = app.test(Crm::Kustomer, &panel).await.json();
        assert_eq!(tested.problems[0].code, Code::NamesNoAccount);
        assert_eq!(app.fake.asked(), [], "{host}");
    }
}

#[tokio::test]
async fn what_a_paste_certainly_means_is_what_is_sent() {
    let key = "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl";
    let table = [
        (
            Crm::Kustomer,
            Field::Subdomain,
            "acme.api.prod2.kustomerapp.com",
            format!("Bearer {key}"),
            key,
        ),
        (
            Crm::Zendesk,
            Field::Subdomain,
            "12341234",
            "camille@acme.example/token:s3cret".into(),
            "s3cret",
        ),
        (
            Crm::Zendesk,
            Field::Email,
            "Camille <mailto:camille@acme.example>",
            "\"s3cret'".into(),
            "\"s3cret'",
        ),
        (
            Crm::Dynamics,
            Field::AppId,
            "api://6f1c1a526c0e4c9b9a0e0d3f5a6b7c8d/x",
            "s3cret".into(),
            "s3cret",
        ),
    ];
    for (crm, field, typed, secret, sent) in table {
        let app = spawn_app().await;
        let mut panel = complete(crm, &secret);
        panel.fields.set(field, typed);
        let saved = save(&app, crm, panel).await;
        assert_eq!(
            saved.report.panels[&crm].tuple,
            TupleReport::Saved,
            "{typed}"
        );
        let asked = app.fake.asked();
        assert_eq!(asked[0].1, sent);
        assert_eq!(app.kept_secret(crm).await, sent);
    }
}

#[tokio::test]
async fn keeping_is_the_same_in_the_words_of_the_api() {
    let app = switched_on(Crm::Zendesk).await;
    let version = app.settings().await.version;
    let body = r#"{"agent_platform":"zendesk","panels":{"zendesk":{"secret":{"replace":""}}}}"#;
    let request = app
        .request(Method::PATCH, "/api/settings/crm")
        .header("if-match", format!("\"{version}\""))
        .header("content-type", "application/json");
    let answer = app.send(request.body(body)).await;
    let saved: Saved = answer.json();
    assert!(saved.settings.panel(Crm::Zendesk).default_user);
    assert!(saved.settings.panel(Crm::Zendesk).secret.is_some());
    assert_eq!(app.fake.asked(), []);
}
