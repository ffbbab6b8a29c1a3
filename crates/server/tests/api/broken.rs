//! When something of ours is broken: it is said so, once, and nothing else breaks with it.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use crm::Verifier;
use domain::{
    Cause, Check, Connection, Crm, PanelDraft, Secret, Verdict,
    save::{BoxReport, TupleReport},
    wire::{Saved, Tested},
};
use sqlx::{AnyConnection, Connection as _, Executor as _};

use crate::support::{Options, box_on, complete, draft, logs, spawn_app, spawn_with};

struct Panics;

#[async_trait]
impl Verifier for Panics {
    async fn verify(&self, _: &Connection, _: &Secret) -> Check {
        panic!("a connector with a bug")
    }
}

#[tokio::test]
async fn a_panic_is_an_answer_and_the_server_goes_on() {
    let verifier = Some(Arc::new(Panics) as Arc<dyn Verifier>);
    let app = spawn_with(Options {
        verifier,
        ..Options::default()
    })
    .await;
    let answer = app
        .test(Crm::Zendesk, &complete(Crm::Zendesk, "token"))
        .await;
    assert_eq!(answer.failure(), (500, "internal".into()));
    assert!(!answer.body.contains("bug"));
    let saved: Saved = app
        .save(&draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))]))
        .await
        .json();
    let report = &saved.report.panels[&Crm::Zendesk];
    assert_eq!(report.tuple, TupleReport::NotSavedYet);
    assert_eq!(report.check.as_ref().unwrap().verdict, Verdict::Unreachable);
}

async fn tamper(folder: &Path, sql: &'static str) {
    let url = format!("sqlite://{}", folder.join("portal.db").display());
    AnyConnection::connect(&url)
        .await
        .unwrap()
        .execute(sql)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_damaged_secret_is_named_and_can_be_entered_again() {
    let app = spawn_app().await;
    let off = PanelDraft {
        default_user: Some(false),
        ..complete(Crm::Kustomer, "key")
    };
    app.save(&draft([(Crm::Kustomer, off)])).await;
    tamper(app.folder(), "UPDATE secrets SET sealed = X'0100'").await;
    let tested: Tested = app.test(Crm::Kustomer, &box_on(true)).await.json();
    assert_eq!(tested.check.cause, Some(Cause::SecretUnreadable));
    let saved: Saved = app
        .save(&draft([(Crm::Kustomer, box_on(true))]))
        .await
        .json();
    let report = &saved.report.panels[&Crm::Kustomer];
    assert_eq!(report.default_user, BoxReport::OffRefused);
    assert!(!saved.settings.panel(Crm::Kustomer).default_user);
    let again = app
        .save(&draft([(Crm::Kustomer, complete(Crm::Kustomer, "key"))]))
        .await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(app.kept_secret(Crm::Kustomer).await, "key");
}

#[tokio::test]
async fn without_its_database_the_server_lives_and_is_not_ready() {
    let app = spawn_app().await;
    tamper(app.folder(), "DROP TABLE settings").await;
    assert_eq!(app.get("/api/health").await.status, 200);
    let ready = app.get("/api/ready").await;
    assert_eq!(
        (ready.failure(), ready.header("retry-after")),
        ((503, "database_unavailable".into()), Some("5"))
    );
    let metrics = app.get("/metrics").await;
    assert_eq!(metrics.status, 200);
    assert!(metrics.body.contains("portal_log_lines_lost"));
    let read = app.get("/api/settings/crm").await;
    assert_eq!(read.failure(), (500, "internal".into()));
    assert!(
        !read.body.contains("settings\""),
        "the database's words stay in the log: {}",
        read.body
    );
    let id = read.header("x-request-id").unwrap();
    assert!(
        logs()
            .lines()
            .any(|line| line.contains(id) && line.contains("no such table"))
    );
}

#[tokio::test]
async fn a_database_that_another_program_holds_is_unavailable_and_comes_back() {
    let app = spawn_app().await;
    let url = format!("sqlite://{}", app.folder().join("portal.db").display());
    let mut other = AnyConnection::connect(&url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let ready = app.get("/api/ready").await;
    assert_eq!(
        (ready.failure(), ready.header("retry-after")),
        ((503, "database_unavailable".into()), Some("5"))
    );
    let panel = || draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))]);
    let save = app.save(&panel()).await;
    assert_eq!(
        (save.failure(), save.header("retry-after")),
        ((503, "database_unavailable".into()), Some("5"))
    );
    assert_eq!(app.get("/api/settings/crm").await.status, 200);
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(app.save(&panel()).await.status, 200);
}

#[tokio::test]
async fn a_kept_secret_that_does_not_open_is_a_state_of_its_panel() {
    let app = spawn_app().await;
    let both = [(Crm::Zendesk, box_on(true)), (Crm::Kustomer, box_on(true))].map(|(crm, panel)| {
        (
            crm,
            PanelDraft {
                default_user: panel.default_user,
                ..complete(crm, "token")
            },
        )
    });
    app.save(&draft(both)).await;
    tamper(
        app.folder(),
        "UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE crm = 'kustomer') WHERE crm = 'zendesk'",
    )
    .await;
    app.fake.asked();
    let said = app.settings().await.panel(Crm::Zendesk).health.unwrap();
    assert_eq!(said.check.verdict, Verdict::Rejected);
    assert_eq!(said.check.cause, Some(Cause::SecretUnreadable));
    let tested = app.test(Crm::Zendesk, &PanelDraft::default()).await;
    let tested: Tested = tested.json();
    assert_eq!(tested.check.cause, Some(Cause::SecretUnreadable));
    assert_eq!(app.fake.asked(), [], "with nothing to show nobody is asked");
    let other = app.settings().await.panel(Crm::Kustomer).health.unwrap();
    assert_eq!(other.check.verdict, Verdict::Valid);
    app.save(&draft([(Crm::Zendesk, complete(Crm::Zendesk, "anew"))]))
        .await;
    let repaired = app.settings().await.panel(Crm::Zendesk).health.unwrap();
    assert_eq!(repaired.check.verdict, Verdict::Valid);
}
