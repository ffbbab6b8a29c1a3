//! The schedule, and whom it tells: once a turn, by webhook and by mail.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use domain::{
    Crm, Draft, PanelDraft, Status, Verdict, status,
    wire::{Known, Saved},
};
use serde_json::Value;
use server::{Channels, Mail};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

use crate::support::{Options, TestApp, complete, draft, spawn_with};

type Heard<T> = Arc<Mutex<Vec<T>>>;

/// A receiver that takes every message, or refuses the first so many.
async fn webhook(refusals: usize) -> (String, Heard<Value>) {
    let heard: Heard<Value> = Arc::default();
    let left = Arc::new(Mutex::new(refusals));
    let take = |State((heard, left)): State<(Heard<Value>, Arc<Mutex<usize>>)>,
                Json(one): Json<Value>| async move {
        let mut left = left.lock().unwrap();
        if *left > 0 {
            *left -= 1;
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        heard.lock().unwrap().push(one);
        StatusCode::NO_CONTENT
    };
    let router = Router::new()
        .route("/told", post(take))
        .with_state((heard.clone(), left));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/told", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, heard)
}

/// A mail server that says yes to everything, one connection after the other.
async fn mail_server() -> (String, Heard<String>) {
    let heard: Heard<String> = Arc::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let letters = heard.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 here\r\n").await.unwrap();
            let (mut text, mut is_letter) = (String::new(), false);
            while let Ok(Some(line)) = lines.next_line().await {
                let answer: &[u8] = match line.split(' ').next().unwrap_or_default() {
                    _ if is_letter && line != "." => {
                        text.push_str(&line);
                        text.push('\n');
                        continue;
                    }
                    "." => {
                        letters.lock().unwrap().push(std::mem::take(&mut text));
                        is_letter = false;
                        b"250 taken\r\n"
                    }
                    "DATA" => {
                        is_letter = true;
                        b"354 go on\r\n"
                    }
                    _ => b"250 fine\r\n",
                };
                write.write_all(answer).await.unwrap();
            }
        }
    });
    (url, heard)
}

async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..300 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("fifteen seconds passed without: {what}");
}

async fn spawn(channels: Channels, verify_every: Duration) -> TestApp {
    let app = spawn_with(Options {
        channels,
        verify_every,
        ..Options::default()
    })
    .await;
    let saved = app
        .save(&draft([(Crm::Zendesk, complete(Crm::Zendesk, "token"))]))
        .await;
    assert_eq!(saved.status, 200);
    app
}

async fn tested(app: &TestApp, verdict: Verdict) {
    app.fake.says(Crm::Zendesk, &[verdict, verdict]);
    app.test(Crm::Zendesk, &PanelDraft::default()).await;
    // One answer is left over where a second was not asked for.
    app.fake.forget();
}

fn events(heard: &Heard<Value>) -> Vec<String> {
    let heard = heard.lock().unwrap();
    heard
        .iter()
        .map(|one| one["event"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_turn_is_told_once_however_often_it_is_seen() {
    let (url, heard) = webhook(0).await;
    let channels = Channels {
        webhook: Some(url.parse().unwrap()),
        mail: None,
    };
    let app = spawn(channels, Duration::from_secs(3600)).await;
    for _ in 0..3 {
        tested(&app, Verdict::Rejected).await;
    }
    until("the notice", async || events(&heard) == ["needs_attention"]).await;
    for _ in 0..2 {
        tested(&app, Verdict::Valid).await;
    }
    until("the repair", async || {
        events(&heard) == ["needs_attention", "repaired"]
    })
    .await;
    tested(&app, Verdict::Unreachable).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(events(&heard).len(), 2, "a doubt is no turn");
    let first = heard.lock().unwrap()[0].clone();
    assert_eq!(first["crm"], "zendesk");
    assert_eq!(first["state"], "rejected");
    assert!(
        first["since"].is_i64()
            && first["portal"]
                .as_str()
                .unwrap()
                .starts_with("http://127.0.0.1:")
    );
    assert!(!first.to_string().contains("token"), "{first}");
}

#[tokio::test]
async fn a_receiver_that_is_away_for_a_moment_is_told_all_the_same() {
    let (url, heard) = webhook(2).await;
    let channels = Channels {
        webhook: Some(url.parse().unwrap()),
        mail: None,
    };
    let app = spawn(channels, Duration::from_secs(3600)).await;
    tested(&app, Verdict::NotAdmin).await;
    until("the notice", async || events(&heard) == ["needs_attention"]).await;
}

#[tokio::test]
async fn a_receiver_that_refuses_is_told_of_in_the_settings_and_in_the_metrics() {
    let (url, _) = webhook(usize::MAX).await;
    let channels = Channels {
        webhook: Some(url.parse().unwrap()),
        mail: None,
    };
    let app = spawn(channels, Duration::from_secs(3600)).await;
    assert_eq!(app.settings().await.webhook_failing_since, None);
    tested(&app, Verdict::Rejected).await;
    let failing = async || app.settings().await.webhook_failing_since;
    until("it is known", async || failing().await.is_some()).await;
    let since = failing().await;
    let known: Known = app.get("/api/settings/crm/known").await.json();
    assert_eq!(known.webhook_failing_since, since);
    assert_eq!(known.mail_failing_since, None);
    let saved: Saved = app.save(&Draft::default()).await.json();
    assert_eq!(saved.settings.webhook_failing_since, since);
    let metrics = app.get("/metrics").await.body;
    for line in [
        "portal_notification_channel_failing{channel=\"webhook\"} 1",
        "portal_notifications_total{channel=\"webhook\",outcome=\"failed\"} 1",
    ] {
        assert!(metrics.contains(line), "{metrics}");
    }
}

#[tokio::test]
async fn mail_says_what_is_wrong_and_where_to_repair_it() {
    let (url, heard) = mail_server().await;
    let mail = Mail::new(
        &url,
        "Portal <portal@acme.example>".parse().unwrap(),
        vec!["ops@acme.example".parse().unwrap()],
    );
    let channels = Channels {
        webhook: None,
        mail: Some(mail.unwrap()),
    };
    let app = spawn(channels, Duration::from_secs(3600)).await;
    tested(&app, Verdict::Rejected).await;
    until("the letter", async || heard.lock().unwrap().len() == 1).await;
    let letter = heard.lock().unwrap()[0].clone();
    assert!(
        letter.contains("Subject: Zendesk needs attention"),
        "{letter}"
    );
    assert!(letter.contains("To: ops@acme.example"), "{letter}");
    assert!(
        letter.contains("/settings/developer/crm#zendesk"),
        "{letter}"
    );
    tested(&app, Verdict::Valid).await;
    until("the second", async || heard.lock().unwrap().len() == 2).await;
    assert!(heard.lock().unwrap()[1].contains("Subject: Zendesk works again"));
}

#[tokio::test]
async fn the_schedule_finds_a_dead_credential_and_its_repair_by_itself() {
    let app = spawn(Channels::default(), Duration::from_secs(1)).await;
    let chip = async || status(Crm::Zendesk, &app.settings().await.panel(Crm::Zendesk));
    app.fake
        .says(Crm::Zendesk, &[Verdict::Rejected, Verdict::Rejected]);
    until("the attention", async || {
        chip().await == Status::NeedsAttention
    })
    .await;
    until("the repair", async || chip().await == Status::Verified).await;
    let metrics = app.get("/metrics").await.body;
    assert!(
        metrics.contains("portal_verifications_total{crm=\"zendesk\",verdict=\"rejected\"} 1"),
        "{metrics}"
    );
    assert!(
        metrics.contains("portal_connection_last_success_seconds{crm=\"zendesk\"}"),
        "{metrics}"
    );
}

#[tokio::test]
async fn only_safe_addresses_are_taken_for_a_webhook() {
    for fine in [
        "https://hooks.example/x",
        "http://127.0.0.1:9/x",
        "http://localhost/x",
    ] {
        assert!(fine.parse::<server::Webhook>().is_ok(), "{fine}");
    }
    for wrong in ["http://hooks.example/x", "ftp://127.0.0.1/x", "hooks", ""] {
        assert!(wrong.parse::<server::Webhook>().is_err(), "{wrong}");
    }
    let debug = format!(
        "{:?}",
        "https://hooks.example/a-password"
            .parse::<server::Webhook>()
            .unwrap()
    );
    assert!(!debug.contains("a-password"), "{debug}");
}
