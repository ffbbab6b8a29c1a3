//! Figures of the running product in Chromium: times, layout shift, memory, Lighthouse.
//! Reported, never gated: they depend on the machine. The measuring is done by `tests/e2e/bench.mjs`.

use std::fs::remove_dir_all;
use std::path::Path;

use anyhow::Result;

use crate::programs::Programs;
use crate::services::{self, Plan};
use crate::tools::{Toolbox, root, target};
use crate::{build, guard, setup};

/// Builds, starts a server with an empty database, and measures.
pub(crate) fn run() -> Result<bool> {
    let tools = setup::run(setup::Scope::Bench)?;
    build::run(&tools)?;
    let data = target().join(format!("bench-{}", std::process::id()));
    let measured = measure(&tools, &data);
    remove_dir_all(&data)?;
    measured
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
        },
    )?;
    let mut node = tools.command("node");
    node.arg("bench.mjs")
        .current_dir(root().join("tests/e2e"))
        .env("PORTAL_URL", &pair.server.url)
        .env("SANDBOX_URL", &pair.sandbox.url);
    Ok(guard::status(&mut node)?.success())
}
