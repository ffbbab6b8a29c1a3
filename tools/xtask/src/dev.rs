//! For working on the application: a debug server, and Trunk that rebuilds on every change.
//! Trunk's port and its proxy to the server are in `Trunk.toml`, so plain `trunk serve` works as well.

use std::fs::create_dir_all;
use std::net::Ipv4Addr;
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;

use crate::programs::Programs;
use crate::services::{self, Plan};
use crate::start::{announce, ensure_free};
use crate::tools::{root, target};
use crate::{guard, setup};

/// The two ports that `Trunk.toml` names.
const SERVER: u16 = 8080;
const TRUNK: u16 = 8081;

/// Where to listen.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Port of the imitated CRMs on 127.0.0.2
    #[arg(long, default_value_t = 4010)]
    sandbox_port: u16,
}

/// Starts everything and waits for Trunk's end.
pub(crate) fn run(options: &Options) -> Result<bool> {
    for (port, option) in [
        (SERVER, "`cargo xtask start --port`"),
        (TRUNK, "`trunk serve --port`"),
    ] {
        ensure_free(Ipv4Addr::new(127, 0, 0, 1), port, option)?;
    }
    ensure_free(
        Ipv4Addr::new(127, 0, 0, 2),
        options.sandbox_port,
        "--sandbox-port",
    )?;
    let tools = setup::run(setup::Scope::Build)?;
    let programs = Programs::debug(&tools)?;

    // Not `dist`: that is the release build, which a running server may be delivering.
    let dist = target().join("dist-dev");
    create_dir_all(&dist)?;
    let address = format!("http://127.0.0.1:{TRUNK}");
    let mut pair = services::start(
        &tools,
        &Plan {
            programs: &programs,
            data: &root().join("data"),
            web_root: &dist,
            port: SERVER,
            sandbox_port: options.sandbox_port,
            origin: Some(&address),
            calls_per_minute: None,
        },
    )?;
    println!("\nThe portal is at {address}, as soon as Trunk has built it\n");
    announce(&pair);

    let mut trunk = tools.trunk(["serve", "--dist"]);
    let mut trunk = guard::spawn(trunk.arg(&dist))?;
    while trunk.try_wait()?.is_none() {
        pair.server.check()?;
        pair.sandbox.check()?;
        sleep(Duration::from_millis(300));
    }
    Ok(guard::wait(&mut trunk)?.success())
}
