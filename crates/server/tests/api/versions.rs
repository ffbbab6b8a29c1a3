//! Saving under a version: 428, 412, two at once, and what happens while the CRM is slow.

use std::time::{Duration, Instant};

use domain::{
    Cause, Crm, Verdict,
    save::TupleReport,
    wire::{Failure, Saved},
};
use reqwest::Method;

use crate::support::{ASKED, Options, box_on, complete, draft, spawn_app, spawn_with};

#[tokio::test]
async fn a_save_has_to_name_its_version() {
    let app = spawn_app().await;
    let put = || {
        app.request(Method::PATCH, "/api/settings/crm")
            .json(&draft([]))
    };
    assert_eq!(
        app.send(put()).await.failure(),
        (428, "version_required".into())
    );
    assert_eq!(
        app.send(put().header("if-match", "*")).await.failure(),
        (428, "version_required".into())
    );
    for wrong in ["7", "W/\"0\"", "\"0\", \"1\"", "\"zero\""] {
        assert_eq!(
            app.send(put().header("if-match", wrong)).await.failure(),
            (400, "version_invalid".into())
        );
    }
    assert_eq!(app.settings().await.version, 0);
}

#[tokio::test]
async fn the_etag_of_a_read_is_what_a_save_sends() {
    let app = spawn_app().await;
    let etag = app
        .get("/api/settings/crm")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    assert_eq!(etag, "\"0\"");
    let put = app
        .request(Method::PATCH, "/api/settings/crm")
        .header("if-match", etag)
        .json(&draft([]));
    assert_eq!(app.send(put).await.header("etag"), Some("\"1\""));
}

#[tokio::test]
async fn a_stale_save_asks_nobody_and_brings_the_current_settings() {
    let app = spawn_app().await;
    app.save(&draft([(Crm::Kustomer, complete(Crm::Kustomer, "key"))]))
        .await;
    app.fake.asked();
    let answer = app
        .save_at(0, &draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))]))
        .await;
    assert_eq!(answer.failure(), (412, "version_mismatch".into()));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    assert_eq!(
        answer.json::<Failure>().current.map(|current| *current),
        Some(app.settings().await)
    );
    assert_eq!(app.fake.asked(), []);
}

#[tokio::test]
async fn of_two_saves_at_once_one_wins_and_the_other_sees_it() {
    let app = spawn_app().await;
    app.fake.takes(Duration::from_millis(200));
    let (one, other) = (
        draft([(Crm::Kustomer, complete(Crm::Kustomer, "key"))]),
        draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))]),
    );
    let (one, other) = tokio::join!(app.save_at(0, &one), app.save_at(0, &other));
    let (won, lost) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!(won.status, 200, "{}", won.body);
    assert_eq!(lost.failure(), (412, "version_mismatch".into()));
    let current = lost.json::<Failure>().current.unwrap();
    assert_eq!(*current, won.json::<Saved>().settings);
    assert_eq!(
        app.settings().await,
        *current,
        "nothing of the lost save is there"
    );
}

#[tokio::test]
async fn all_crms_are_asked_at_once_and_reads_do_not_wait() {
    let app = spawn_app().await;
    app.fake.takes(Duration::from_millis(500));
    let all = draft(ASKED.map(|crm| (crm, complete(crm, "secret"))));
    let started = Instant::now();
    let (saved, read) = tokio::join!(app.save_at(0, &all), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        app.settings().await
    });
    assert_eq!((saved.status, read.version), (200, 0));
    assert!(
        started.elapsed() < Duration::from_millis(1_400),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_crm_that_does_not_answer_in_time_is_unreachable() {
    let app = spawn_with(Options {
        timeout: Duration::from_millis(100),
        ..Options::default()
    })
    .await;
    app.fake.takes(Duration::from_secs(60));
    let saved: Saved = app
        .save(&draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))]))
        .await
        .json();
    let report = &saved.report.panels[&Crm::Zendesk];
    let check = report.check.as_ref().unwrap();
    assert_eq!(
        (report.tuple, check.verdict, check.cause),
        (
            TupleReport::NotSavedYet,
            Verdict::Unreachable,
            Some(Cause::TimedOut)
        )
    );
}

#[tokio::test]
async fn an_empty_save_counts_all_the_same() {
    let app = spawn_app().await;
    assert_eq!(
        app.save(&draft([(Crm::Dynamics, box_on(false))]))
            .await
            .status,
        200
    );
    assert_eq!(app.settings().await.version, 1);
}
