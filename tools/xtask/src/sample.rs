//! A sample chat, sent to the portal that `cargo xtask start` runs, and whose record it became.

use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::http;
use crate::programs::Programs;
use crate::tools::{Toolbox, root};

/// The token's name: made for one run, and revoked after it.
const TOKEN: &str = "cargo xtask sample";

/// How long a record may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What to send, and where.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Port of the portal on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Let this agent take the chat, by e-mail address, such as odile.ortega@acme.example
    #[arg(long)]
    agent: Option<String>,
}

/// Sends the chat, and says what became of it.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let base = format!("http://127.0.0.1:{}", options.port);
    http::get(&base, "/api/health")
        .context("no portal answers there: run `cargo xtask start` first")?;
    let tools = Toolbox::default();
    let _ = token(&tools, "revoke");
    let token_shown = token(&tools, "create")?;
    let sent = send(&base, &token_shown, options.agent.as_deref());
    let _ = token(&tools, "revoke");
    sent
}

fn send(base: &str, token: &str, agent: Option<&str>) -> Result<bool> {
    let now = SystemTime::now();
    let session = format!(
        "sample-{}",
        now.duration_since(SystemTime::UNIX_EPOCH)?.as_millis()
    );
    let contact = json!({"name": "Sam Sample", "email": "sam.sample@client.example"});
    let chat = json!({"session": {"channel": "chat", "entry": "app", "queue": "sample", "contact": contact}});
    tell(base, token, &session, "session.started", &chat)?;
    let is_written = outcome(base, &session, "session.started")?;
    let Some(agent) = agent else {
        return Ok(is_written);
    };
    let taken = json!({"agent": {"email": agent}});
    tell(base, token, &session, "session.assigned", &taken)?;
    outcome(base, &session, "session.assigned")
}

/// `server token create|revoke`, over the database that `cargo xtask start` uses.
fn token(tools: &Toolbox, what: &str) -> Result<String> {
    let data = root().join("data");
    let output = tools
        .command(&Programs::of("release").server)
        .args(["token", what, TOKEN, "--database"])
        .arg(format!("sqlite://{}", data.join("portal.db").display()))
        .arg("--key-file")
        .arg(data.join("portal.key"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{}", said.trim());
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn tell(base: &str, token: &str, session: &str, kind: &str, data: &Value) -> Result<()> {
    let time = OffsetDateTime::from(SystemTime::now()).format(&Rfc3339)?;
    let event = json!({
        "specversion": "1.0", "id": format!("{session}-{kind}"), "source": "cargo-xtask-sample",
        "type": kind, "subject": session, "time": time, "data": data,
    });
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Content-Type", "application/cloudevents+json"),
        ("Authorization", bearer.as_str()),
    ];
    let answer = http::post(base, "/api/v1/events", &headers, &event.to_string())?;
    ensure!(answer.status == 202, "{}", answer.body);
    println!("{kind}: taken, session {session}");
    Ok(())
}

/// Waits for the outcome, and prints it; whether a record was written.
fn outcome(base: &str, session: &str, kind: &str) -> Result<bool> {
    let began = Instant::now();
    loop {
        let page: Value = serde_json::from_str(&http::get(base, "/api/activity")?.body)?;
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        let row = rows
            .iter()
            .find(|row| row["session"] == session && row["kind"] == kind);
        if let Some(row) = row.filter(|row| row["state"] != "waiting") {
            print(row);
            return Ok(row["state"] == "delivered");
        }
        if began.elapsed() > TIMEOUT {
            bail!("it is still on its way: look at {base}/monitor/activity");
        }
        sleep(Duration::from_millis(100));
    }
}

fn print(row: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let (state, reason) = (text(&row["state"]), text(&row["reason"]));
    match row["owner"].as_object() {
        Some(owner) => println!(
            "  {state}: the record is {}'s, as {} ({reason})",
            text(&owner["name"]),
            text(&owner["party"])
        ),
        None => println!("  {state} ({reason})"),
    }
    if let Some(url) = row["record"]["url"].as_str() {
        println!("  {url}");
    }
}
