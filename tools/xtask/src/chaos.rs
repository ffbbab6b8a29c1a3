//! Kills the server at random instants while several writers save, and looks whether it kept its word.
//! A save that was answered has to be there after the restart; one that was not may be there or not.

mod chance;
mod events;
mod ledger;
mod writer;

use std::sync::{Mutex, PoisonError};
use std::thread::{scope, sleep};

use anyhow::Result;

use crate::programs::Programs;
use crate::services::{Plan, Service};
use crate::tools::{Toolbox, target};
use chance::{empty, random};
use ledger::Ledger;
use writer::WRITERS;

/// How often.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times the server is killed
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// While it delivers events instead: every acknowledged chat has to become one ticket
    #[arg(long)]
    events: bool,
}

/// The longest that a server lives once it is ready, in milliseconds.
const LIFE: u64 = 500;

/// The longest that one lives which is killed while it starts.
const START: u64 = 50;

/// One kill in so many comes while the server starts; the first always, while it makes database and key.
const EARLY: u32 = 5;

/// Kills and looks; `false` if an acknowledged save is lost, or none was acknowledged.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let tools = Toolbox::default();
    if options.events {
        return events::run(&tools, options.kills);
    }
    let programs = Programs::at_hand(&tools)?;
    let folder = empty(target().join("chaos"))?;
    let plan = Plan {
        programs: &programs,
        data: &folder,
        web_root: &empty(folder.join("web"))?,
        port: 0,
        sandbox_port: 0,
        origin: None,
        calls_per_minute: None,
    };
    println!(
        "{} writers against {}",
        WRITERS.len(),
        programs.server.display()
    );

    let sandbox = Service::sandbox(&tools, &plan)?;
    let mut ledger = Ledger::default();
    for kill in 0..options.kills {
        if kill % EARLY == 0 {
            let server = Service::starting_server(&tools, &plan, &sandbox.url)?;
            sleep(random(START));
            server.kill();
            println!("{kill} kills, {} saves acknowledged", ledger.count());
            continue;
        }
        let server = Service::server(&tools, &plan, &sandbox.url)?;
        ledger.check(&writer::stored(&server.url)?);
        ledger = save_until_killed(server, ledger);
    }
    let server = Service::server(&tools, &plan, &sandbox.url)?;
    ledger.check(&writer::stored(&server.url)?);

    for loss in ledger.losses() {
        eprintln!("{loss}");
    }
    if let Some(refusal) = ledger.refusal() {
        eprintln!("not counted: saves that were refused, the last with {refusal}");
    }
    println!("{} over {} kills", ledger.summary(), options.kills);
    Ok(ledger.is_kept())
}

/// One life of the server: all writers save until it is gone.
fn save_until_killed(server: Service, ledger: Ledger) -> Ledger {
    let url = server.url.clone();
    let ledger = Mutex::new(ledger);
    scope(|threads| {
        for writer in WRITERS {
            threads.spawn(|| writer.save_on(&url, &ledger));
        }
        sleep(random(LIFE));
        server.kill();
    });
    ledger.into_inner().unwrap_or_else(PoisonError::into_inner)
}
