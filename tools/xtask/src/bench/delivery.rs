//! From an event to a ticket: what durability costs, how fast records are written to the sandbox, and what
//! memory and a restart look like with much waiting. Load, server and sandbox share this machine.

mod disk;
mod process;

use std::fs::create_dir_all;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::http;
use crate::load::{self, Sender};
use crate::programs::Programs;
use crate::services::{Plan, Service};
use crate::temporary::Temporary;
use crate::tools::Toolbox;

/// How long single events are sent.
const SINGLES: Duration = Duration::from_secs(5);

/// How many wait when the server is started anew.
const WAITING: usize = 100_000;

/// How many sessions are delivered as fast as can be.
const SESSIONS: usize = 3_000;

/// How many sessions a second come in while the way of each is timed, and how many in all.
const PACE: u32 = 50;
const PACED: u32 = 1_000;

/// Measures, and prints a line for each figure.
pub(super) fn run() -> Result<bool> {
    let tools = Toolbox::default();
    let programs = Programs::at_hand(&tools)?;
    let folder = Temporary::new("bench")?;
    println!("server: {}", programs.server.display());
    println!(
        "disk: {:.0} syncs a second",
        disk::syncs_per_second(folder.path())?
    );
    durability(&tools, &programs, &folder.path().join("events"))?;
    delivery(&tools, &programs, &folder.path().join("records"))?;
    Ok(true)
}

fn plan<'a>(programs: &'a Programs, data: &'a Path) -> Plan<'a> {
    Plan {
        programs,
        data,
        web_root: data,
        port: 0,
        sandbox_port: 0,
        origin: None,
        calls_per_minute: Some(1_000_000),
    }
}

/// No platform is chosen, so that nothing but taking events in is measured.
fn durability(tools: &Toolbox, programs: &Programs, data: &Path) -> Result<()> {
    create_dir_all(data)?;
    let plan = plan(programs, data);
    let sandbox = Service::sandbox(tools, &plan)?;
    let server = Service::server(tools, &plan, &sandbox.url)?;
    println!("memory, idle: {:.1} MB", process::megabytes(&server)?);
    let sender = Sender::new(tools, programs, data, &server.url)?;
    let before = commits(&server)?;
    let sent = sender.singles(64, SINGLES)?;
    let after = commits(&server)?;
    println!(
        "single events, 64 senders: {:.0} a second, one sync for {:.1}",
        sent as f64 / SINGLES.as_secs_f64(),
        sent as f64 / (after - before)
    );
    let cpu = process::cpu(&server)?;
    for n in 0..WAITING / 100 {
        sender.batch(&format!("b{n}"), 100)?;
    }
    let spent = process::cpu(&server)? - cpu;
    println!(
        "batches of 100: {:.0} µs of CPU an event",
        spent.as_secs_f64() * 1e6 / WAITING as f64
    );
    server.kill();
    let began = Instant::now();
    let server = Service::server(tools, &plan, &sandbox.url)?;
    let waiting = WAITING + sent;
    println!(
        "start to ready with {waiting} waiting: {} ms",
        began.elapsed().as_millis()
    );
    println!("memory with them: {:.1} MB", process::megabytes(&server)?);
    Ok(())
}

fn delivery(tools: &Toolbox, programs: &Programs, data: &Path) -> Result<()> {
    create_dir_all(data)?;
    let plan = plan(programs, data);
    let sandbox = Service::sandbox(tools, &plan)?;
    let limits = json!({"zendesk": {"requests": 10_000_000, "window_seconds": 60}});
    http::send(&sandbox.url, "POST", "/control/limits", &[], &limits)?;
    let server = Service::server(tools, &plan, &sandbox.url)?;
    load::choose_zendesk(&server.url)?;
    let sender = Sender::new(tools, programs, data, &server.url)?;
    let began = Instant::now();
    for n in 0..SESSIONS / 100 {
        sender.batch(&format!("fast{n}"), 100)?;
    }
    wait_for_all(&server)?;
    let rate = SESSIONS as f64 / began.elapsed().as_secs_f64();
    println!("tickets: {rate:.0} a second");
    println!(
        "memory under that load: {:.1} MB at most",
        process::peak(&server)?
    );
    sender.paced(PACED, PACE)?;
    wait_for_all(&server)?;
    let mut took = latencies(&server, PACED as usize)?;
    took.sort_unstable();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    println!(
        "event to ticket at {PACE} a second: p50 {} ms, p99 {} ms",
        at(50),
        at(99)
    );
    Ok(())
}

fn commits(server: &Service) -> Result<f64> {
    let text = http::get(&server.url, "/metrics")?.body;
    let line = text
        .lines()
        .find(|line| line.starts_with("portal_commits "));
    let value = line.and_then(|line| line.split(' ').nth(1));
    Ok(value.unwrap_or("0").parse()?)
}

fn activity(server: &Service, query: &str) -> Result<Value> {
    let answer = http::get(&server.url, &format!("/api/activity?{query}"))?;
    Ok(serde_json::from_str(&answer.body)?)
}

fn wait_for_all(server: &Service) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(120);
    while activity(server, "state=waiting")?["rows"] != json!([]) {
        ensure!(Instant::now() < end, "the records were not written in time");
        sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// From taking in to the outcome, of the newest deliveries.
fn latencies(server: &Service, count: usize) -> Result<Vec<i64>> {
    let (mut took, mut before) = (Vec::new(), String::new());
    while took.len() < count {
        let page = activity(server, &format!("before={before}"))?;
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        for row in &rows {
            let id = row["id"].as_str().unwrap_or_default();
            let story = http::get(&server.url, &format!("/api/activity/{id}"))?;
            let story: Value = serde_json::from_str(&story.body)?;
            let done = story["done_at"].as_i64().unwrap_or_default();
            took.push(done - row["received_at"].as_i64().unwrap_or_default());
        }
        match page["next"].as_str() {
            Some(next) => before = next.to_owned(),
            None => break,
        }
    }
    took.truncate(count);
    ensure!(!took.is_empty(), "nothing was delivered");
    Ok(took)
}
