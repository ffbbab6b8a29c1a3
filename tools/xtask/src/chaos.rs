//! Kills the server at random instants while several writers save, and looks whether it kept its word.
//! A save that was answered has to be there after the restart; nothing is said of one that was not.

mod ledger;
mod writer;

use std::collections::hash_map::RandomState;
use std::fs::create_dir_all;
use std::hash::{BuildHasher, Hasher};
use std::sync::{Mutex, PoisonError};
use std::thread::{scope, sleep};
use std::time::Duration;

use anyhow::Result;

use crate::programs::Programs;
use crate::services::{Plan, Service};
use crate::temporary::Temporary;
use crate::tools::Toolbox;
use ledger::Ledger;
use writer::WRITERS;

/// How often.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times the server is killed
    #[arg(long, default_value_t = 50)]
    kills: u32,
}

/// The longest that a server lives, in milliseconds.
const LIFE: u64 = 500;

/// Kills and looks; `false` if an acknowledged save is lost, or none was acknowledged.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let tools = Toolbox::default();
    let programs = Programs::at_hand(&tools)?;
    let folder = Temporary::new("chaos")?;
    let web_root = folder.path().join("web");
    create_dir_all(&web_root)?;
    let plan = Plan {
        programs: &programs,
        data: folder.path(),
        web_root: &web_root,
        port: 0,
        sandbox_port: 0,
        origin: None,
    };
    println!(
        "{} writers against {}",
        WRITERS.len(),
        programs.server.display()
    );

    let sandbox = Service::sandbox(&tools, &plan)?;
    let mut ledger = Ledger::default();
    for kill in 1..=options.kills {
        let server = Service::server(&tools, &plan, &sandbox.url)?;
        ledger.check(&writer::stored(&server.url)?);
        ledger = save_until_killed(server, ledger);
        if kill % 10 == 0 {
            println!("{kill} kills, {} saves acknowledged", ledger.count());
        }
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
        sleep(Duration::from_millis(random() % LIFE));
        server.kill();
    });
    ledger.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A random number, from where the standard library takes those for its maps.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
