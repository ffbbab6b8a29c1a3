//! The checks themselves, cheapest first.
//! Each is one command a developer could type; xtask only adds the tools and the time-outs.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::check::Check;
use super::tally::Tally;
use crate::postgres::{self, Cluster};
use crate::programs::Programs;
use crate::tools::{Toolbox, root};
use crate::{build, bundle, guard};

const WASM: &str = "wasm32-unknown-unknown";

/// All checks, in the order they run.
pub(super) const ALL: &[Check] = &[
    Check {
        name: "fmt",
        title: "Formatting",
        run: formatting,
    },
    Check {
        name: "clippy",
        title: "Clippy",
        run: clippy,
    },
    Check {
        name: "clippy-wasm",
        title: "Clippy for the browser",
        run: clippy_wasm,
    },
    Check {
        name: "doc",
        title: "Documentation",
        run: documentation,
    },
    Check {
        name: "deny",
        title: "Dependencies",
        run: dependencies,
    },
    Check {
        name: "native",
        title: "Native tests",
        run: native,
    },
    Check {
        name: "wasm",
        title: "Component tests in Chromium",
        run: wasm,
    },
    Check {
        name: "bundle",
        title: "Release build and bundle budget",
        run: budget,
    },
    Check {
        name: "peers",
        title: "Vendors' clients and an OAuth provider",
        run: peers,
    },
    Check {
        name: "e2e",
        title: "Whole-product tests in Chromium",
        run: end_to_end,
    },
];

fn formatting(tools: &Toolbox) -> Result<Tally> {
    Tally::of(&mut tools.cargo(["fmt", "--all", "--check"]))
}

fn clippy(tools: &Toolbox) -> Result<Tally> {
    Tally::of(&mut tools.cargo([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn clippy_wasm(tools: &Toolbox) -> Result<Tally> {
    let mut cargo = tools.cargo(["clippy", "-p", "portal", "--all-targets", "--target", WASM]);
    Tally::of(cargo.args(["--", "-D", "warnings"]))
}

fn documentation(tools: &Toolbox) -> Result<Tally> {
    let mut cargo = tools.cargo(["doc", "--workspace", "--no-deps"]);
    Tally::of(cargo.env("RUSTDOCFLAGS", "-D warnings"))
}

fn dependencies(tools: &Toolbox) -> Result<Tally> {
    let mut tally = Tally::of(&mut tools.cargo([
        "deny",
        "--log-level",
        "error",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))?;
    if advisories_can_be_had(tools)? {
        tally += Tally::of(&mut tools.cargo(["deny", "check", "--disable-fetch", "advisories"]))?;
    } else {
        println!("advisories: skipped, their database is out of reach");
        tally.skipped += 1;
    }
    Ok(tally)
}

/// Fetches the advisory database, with a limit: its host may never answer.
fn advisories_can_be_had(tools: &Toolbox) -> Result<bool> {
    let mut cargo = tools.cargo(["deny", "--log-level", "off", "fetch", "db"]);
    let mut child = guard::spawn(&mut cargo)?;
    let end = Instant::now() + Duration::from_secs(45);
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            guard::wait(&mut child)?;
            return Ok(status.success());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    guard::stop(&mut child);
    Ok(false)
}

fn native(tools: &Toolbox) -> Result<Tally> {
    let cluster = Cluster::start()?;
    let mut cargo = tools.cargo(["test", "--workspace", "--no-fail-fast"]);
    Tally::of_tests(cargo.env(postgres::VARIABLE, &cluster.url))
}

fn wasm(tools: &Toolbox) -> Result<Tally> {
    // The runner, its time-outs and the browser's options are in .cargo/config.toml and webdriver.json.
    Tally::of_tests(&mut tools.cargo(["test", "-p", "portal", "--target", WASM, "--no-fail-fast"]))
}

fn budget(tools: &Toolbox) -> Result<Tally> {
    let kept = bundle::run(tools)?;
    build::programs(tools)?;
    Ok(if kept {
        Tally::success()
    } else {
        Tally::failure()
    })
}

fn peers(tools: &Toolbox) -> Result<Tally> {
    let cluster = Cluster::start()?;
    let mut node = tools.command("node");
    // Written out: what `--test` prints into a pipe by default differs from version to version.
    node.args(["--test", "--test-reporter=spec", "--test-timeout=60000"]);
    node.current_dir(root().join("tests/peers"))
        .env(postgres::VARIABLE, &cluster.url);
    Tally::of_tests(in_release(&mut node)?)
}

fn end_to_end(tools: &Toolbox) -> Result<Tally> {
    let dist = root().join("dist");
    is_built(&dist.join("index.html"))?;
    let mut playwright = tools.command("node_modules/.bin/playwright");
    playwright
        .current_dir(root().join("tests/e2e"))
        .arg("test")
        .env("PORTAL_WEB_ROOT", dist);
    Tally::of_tests(in_release(&mut playwright)?)
}

/// Names the release programs to tests that start them.
fn in_release(command: &mut Command) -> Result<&mut Command> {
    let Programs { server, sandbox } = Programs::of("release");
    for (variable, file) in [("PORTAL_SERVER", server), ("PORTAL_SANDBOX", sandbox)] {
        is_built(&file)?;
        command.env(variable, file);
    }
    Ok(command)
}

fn is_built(file: &Path) -> Result<()> {
    ensure!(
        file.is_file(),
        "{} is missing: `cargo xtask build` makes it",
        file.display()
    );
    Ok(())
}
