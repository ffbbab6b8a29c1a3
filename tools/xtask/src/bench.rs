//! Figures of the running product in Chromium: times, layout shift, memory, Lighthouse.
//! Reported, never gated: they depend on the machine. The measuring is done by `tests/e2e/bench.mjs`.

mod delivery;
mod server;

use std::path::Path;

use anyhow::Result;

use crate::programs::Programs;
use crate::services::{self, Plan};
use crate::temporary::Temporary;
use crate::tools::{Toolbox, root};
use crate::{build, guard, setup};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(clap::Subcommand)]
enum What {
    /// Start-up time and memory of the server, if need be against another build of it
    Server(server::Options),
    /// What durability costs, tickets a second, and how long an event takes
    Delivery,
}

/// Measures the whole product, or one part.
pub(crate) fn run(options: &Options) -> Result<bool> {
    match &options.what {
        Some(What::Server(options)) => server::run(options),
        Some(What::Delivery) => delivery::run(),
        None => product(),
    }
}

/// Builds, starts a server with an empty database, and measures.
fn product() -> Result<bool> {
    let tools = setup::run(setup::Scope::Bench)?;
    build::run(&tools)?;
    let data = Temporary::new("bench")?;
    measure(&tools, data.path())
}

fn measure(tools: &Toolbox, data: &Path) -> Result<bool> {
    let pair = services::start(
        tools,
        &Plan {
            programs: &Programs::of("release"),
            data,
            web_root: &root().join("dist"),
            port: 0,
            sandbox_port: 0,
            origin: None,
            calls_per_minute: None,
        },
    )?;
    let mut node = tools.command("node");
    node.arg("bench.mjs")
        .current_dir(root().join("tests/e2e"))
        .env("PORTAL_URL", &pair.server.url)
        .env("SANDBOX_URL", &pair.sandbox.url);
    Ok(guard::status(&mut node)?.success())
}
