//! A contact centre that sends events: for benchmarks and for chaos.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::http;
use crate::programs::Programs;
use crate::tools::Toolbox;

/// Sends with a token of its own.
pub(crate) struct Sender {
    url: String,
    bearer: String,
}

impl Sender {
    pub(crate) fn new(
        tools: &Toolbox,
        programs: &Programs,
        data: &Path,
        url: &str,
    ) -> Result<Self> {
        let made = tools
            .command(&programs.server)
            .args(["token", "create", "bench", "--database"])
            .arg(format!("sqlite://{}", data.join("portal.db").display()))
            .arg("--key-file")
            .arg(data.join("portal.key"))
            .output()?;
        ensure!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        Ok(Self {
            url: url.to_owned(),
            bearer: format!("Bearer {}", String::from_utf8(made.stdout)?.trim()),
        })
    }

    fn post(&self, kind: &str, body: &Value) -> Result<()> {
        let headers = [
            ("Content-Type", kind),
            ("Authorization", self.bearer.as_str()),
        ];
        let answer = http::post(&self.url, "/api/v1/events", &headers, &body.to_string())?;
        ensure!(answer.status == 202, "{} {}", answer.status, answer.body);
        Ok(())
    }

    /// So many senders, each one event after the other; how many events that were.
    pub(crate) fn singles(&self, senders: usize, time: Duration) -> Result<usize> {
        let (sent, end) = (AtomicUsize::new(0), Instant::now() + time);
        scope(|threads| {
            let one = |sender: usize| -> Result<()> {
                let mut n = 0;
                while Instant::now() < end {
                    self.post(
                        "application/cloudevents+json",
                        &event(&format!("{sender}-{n}")),
                    )?;
                    sent.fetch_add(1, Ordering::Relaxed);
                    n += 1;
                }
                Ok(())
            };
            let all: Vec<_> = (0..senders)
                .map(|sender| threads.spawn(move || one(sender)))
                .collect();
            all.into_iter()
                .try_for_each(|sender| sender.join().expect("it does not panic"))
        })?;
        Ok(sent.into_inner())
    }

    /// One batch, each event of a session of its own.
    pub(crate) fn batch(&self, name: &str, size: usize) -> Result<()> {
        let events: Vec<Value> = (0..size).map(|n| event(&format!("{name}-{n}"))).collect();
        self.post("application/cloudevents-batch+json", &events.into())
    }

    /// A chat begins, and an agent takes it; whether both were acknowledged.
    pub(crate) fn chat(&self, session: &str) -> bool {
        let mut taken = event(session);
        taken["id"] = json!(format!("{session}-2"));
        taken["type"] = json!("session.assigned");
        taken["time"] = json!("2026-11-27T12:00:01Z");
        taken["data"] = json!({"agent": {"email": "odile.ortega@acme.example"}});
        [event(session), taken]
            .iter()
            .all(|event| self.post("application/cloudevents+json", event).is_ok())
    }

    /// The same sender, at another address.
    pub(crate) fn at(&self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            bearer: self.bearer.clone(),
        }
    }

    /// So many sessions in all, so many a second.
    pub(crate) fn paced(&self, count: u32, a_second: u32) -> Result<()> {
        let began = Instant::now();
        for n in 0..count {
            sleep((Duration::from_secs(1) * n / a_second).saturating_sub(began.elapsed()));
            self.post(
                "application/cloudevents+json",
                &event(&format!("paced-{n}")),
            )?;
        }
        Ok(())
    }
}

/// Sets Zendesk up with the default user, in an empty database.
pub(crate) fn choose_zendesk(url: &str) -> Result<()> {
    let settings = json!({"agent_platform": "zendesk", "panels": {"zendesk": {
        "fields": {"subdomain": "acme-support", "email": "camille.roy@acme.example"},
        "secret": {"replace": "zd-sandbox-token-for-acme-1a2b"}, "default_user": true,
    }}});
    let version = [("If-Match", "\"0\"")];
    let saved = http::send(url, "PATCH", "/api/settings/crm", &version, &settings)?;
    ensure!(saved.status == 200, "{}", saved.body);
    Ok(())
}

/// A chat that begins.
fn event(session: &str) -> Value {
    json!({
        "specversion": "1.0", "id": format!("{session}-1"), "source": "bench", "type": "session.started",
        "subject": session, "time": "2026-11-27T12:00:00Z",
        "data": {"session": {"channel": "chat", "entry": "app", "queue": "bench",
            "contact": {"name": "Ben Bench", "email": format!("{session}@client.example")}}},
    })
}
