//! When something of ours is broken: it is said so, once, and nothing else breaks with it.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use crm::Verifier;
use domain::{
    Check, Connection, Crm, PanelDraft, Secret, Verdict,
    save::TupleReport,
    wire::{Failure, Saved},
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
    for answer in [
        app.test(Crm::Kustomer, &box_on(true)).await,
        app.save(&draft([(Crm::Kustomer, box_on(true))])).await,
    ] {
        assert_eq!(answer.failure(), (500, "secret_unreadable".into()));
        assert!(answer.json::<Failure>().message.contains("Kustomer"));
    }
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
        ((503, "not_ready".into()), Some("5"))
    );
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
