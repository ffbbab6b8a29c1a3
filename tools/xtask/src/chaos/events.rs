//! Kills the server while events come in and go out. Every chat that was acknowledged has to become one
//! ticket, and to belong to the agent who took it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::chance::{empty, random};
use crate::http;
use crate::load::{Sender, choose_zendesk};
use crate::programs::Programs;
use crate::services::{Plan, Service};
use crate::tools::{Toolbox, target};

/// How many send at once.
const SENDERS: usize = 4;

/// The longest that a server lives once it is ready, in milliseconds.
const LIFE: u64 = 400;

/// How long the last one has for what is left.
const PATIENCE: Duration = Duration::from_secs(120);

/// Kills and looks; `false` if an acknowledged chat has no ticket, or more than one, or another owner.
pub(super) fn run(tools: &Toolbox, kills: u32) -> Result<bool> {
    let programs = Programs::at_hand(tools)?;
    let folder = empty(target().join("chaos"))?;
    let plan = Plan {
        programs: &programs,
        data: &folder,
        web_root: &empty(folder.join("web"))?,
        port: 0,
        sandbox_port: 0,
        origin: None,
        calls_per_minute: Some(1_000_000),
    };
    let sandbox = Service::sandbox(tools, &plan)?;
    let limits = json!({"zendesk": {"requests": 10_000_000, "window_seconds": 60}});
    http::send(&sandbox.url, "POST", "/control/limits", &[], &limits)?;
    let server = Service::server(tools, &plan, &sandbox.url)?;
    choose_zendesk(&server.url)?;
    let sender = Sender::new(tools, &programs, &folder, &server.url)?;
    server.kill();

    let acknowledged = Mutex::new(BTreeSet::new());
    for kill in 0..kills {
        let server = Service::server(tools, &plan, &sandbox.url)?;
        let sender = sender.at(&server.url);
        scope(|threads| {
            for one in 0..SENDERS {
                let (sender, acknowledged) = (&sender, &acknowledged);
                threads.spawn(move || {
                    for n in 0.. {
                        let session = format!("{kill}-{one}-{n}");
                        if !sender.chat(&session) {
                            break;
                        }
                        let mut all = acknowledged.lock().unwrap_or_else(PoisonError::into_inner);
                        all.insert(session);
                    }
                });
            }
            sleep(random(LIFE));
            server.kill();
        });
    }
    let server = Service::server(tools, &plan, &sandbox.url)?;
    wait(&server)?;
    let acknowledged = acknowledged
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let tickets = tickets(&sandbox.url)?;
    let mut is_kept = true;
    for session in &acknowledged {
        let owners = tickets.get(session).map(Vec::as_slice).unwrap_or_default();
        if owners != ["Odile Ortega"] {
            eprintln!("{session}: {owners:?}");
            is_kept = false;
        }
    }
    let doubled = tickets.values().filter(|owners| owners.len() > 1).count();
    println!(
        "{} chats acknowledged over {kills} kills, {} tickets, {doubled} of them double",
        acknowledged.len(),
        tickets.len()
    );
    Ok(is_kept && doubled == 0 && !acknowledged.is_empty())
}

/// Until nothing is on its way any more.
fn wait(server: &Service) -> Result<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        let page = http::get(&server.url, "/api/activity?state=waiting")?;
        let page: Value = serde_json::from_str(&page.body)?;
        if page["rows"] == json!([]) {
            return Ok(());
        }
        ensure!(
            Instant::now() < end,
            "what is left is not delivered: {page}"
        );
        sleep(Duration::from_millis(100));
    }
}

/// The owners of each session's tickets.
fn tickets(sandbox: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let path = "/control/zendesk/records?host=acme-support.zendesk.com";
    let records: Value = serde_json::from_str(&http::get(sandbox, path)?.body)?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ticket in records["tickets"].as_array().context("no tickets")? {
        let first = ticket["comments"][0]["body"].as_str().unwrap_or_default();
        let session = first
            .lines()
            .find_map(|line| line.strip_prefix("Session: "));
        let owner = ticket["assignee"]["name"].as_str().unwrap_or("nobody");
        let owners = found
            .entry(session.unwrap_or_default().to_owned())
            .or_default();
        owners.push(owner.to_owned());
    }
    Ok(found)
}
