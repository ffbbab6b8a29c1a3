//! The newcomer's command: build everything, start sandbox and server, say what to type.
//! Runs until Ctrl-C; both programs end with it.

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::programs::Programs;
use crate::services::{self, Pair, Plan};
use crate::tools::root;
use crate::{build, guide, setup};

/// Where to listen.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Port of the portal on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the imitated CRMs on 127.0.0.2
    #[arg(long, default_value_t = 4010)]
    sandbox_port: u16,
}

/// Builds, starts, and waits.
pub(crate) fn run(options: &Options) -> Result<bool> {
    ensure_free(Ipv4Addr::new(127, 0, 0, 1), options.port, "--port")?;
    ensure_free(
        Ipv4Addr::new(127, 0, 0, 2),
        options.sandbox_port,
        "--sandbox-port",
    )?;
    let tools = setup::run(setup::Scope::Build)?;
    build::run(&tools)?;
    let pair = services::start(
        &tools,
        &Plan {
            programs: &Programs::of("release"),
            data: &root().join("data"),
            web_root: &root().join("dist"),
            port: options.port,
            sandbox_port: options.sandbox_port,
            origin: None,
            calls_per_minute: None,
        },
    )?;
    println!("\nThe portal is at {}\n", pair.server.url);
    announce(&pair);
    hold(pair)
}

/// Says where the sandbox is and what can be typed.
pub(crate) fn announce(pair: &Pair) {
    println!(
        "It talks to imitated CRMs at {}; to try:\n",
        pair.sandbox.url
    );
    println!("{}", guide::table(&pair.sandbox.url));
    println!("Everything is kept in data/, the logs too. Ctrl-C stops it.");
}

/// Waits until one of the two ends.
fn hold(mut pair: Pair) -> Result<bool> {
    loop {
        pair.server.check()?;
        pair.sandbox.check()?;
        sleep(Duration::from_millis(300));
    }
}

/// An error that names the way out if a port is taken.
pub(crate) fn ensure_free(address: Ipv4Addr, port: u16, option: &str) -> Result<()> {
    // What was just stopped may need a moment.
    let end = Instant::now() + Duration::from_secs(2);
    while TcpListener::bind((IpAddr::V4(address), port)).is_err() {
        if Instant::now() > end {
            bail!(
                "Port {port} on {address} is taken: stop what listens there, or choose another with {option}"
            );
        }
        sleep(Duration::from_millis(100));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_names_the_option_that_helps() {
        let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let error = ensure_free(Ipv4Addr::LOCALHOST, port, "--port").expect_err("it is taken");
        assert!(error.to_string().contains("--port"), "{error}");
    }
}
