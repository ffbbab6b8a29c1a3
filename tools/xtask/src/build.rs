//! The release build: the application into `dist`, then the two programs.
//! Everything that other tasks start comes from here.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::dist::{self, Asset};
use crate::tools::{Toolbox, root};
use crate::{guard, minify, styles};

/// The profile in the workspace manifest that makes the wasm small.
const PROFILE: &str = "wasm-release";

/// Builds everything and says what the first visit costs.
pub(crate) fn run(tools: &Toolbox) -> Result<()> {
    let assets = application(tools)?;
    programs(tools)?;
    let sent: usize = assets.iter().map(Asset::sent).sum();
    println!(
        "Built: the first visit downloads {:.1} kB",
        sent as f64 / 1000.0
    );
    Ok(())
}

/// Builds the application into `dist`: minified, renamed and compressed.
pub(crate) fn application(tools: &Toolbox) -> Result<Vec<Asset>> {
    let page = fs::read_to_string(root().join("index.html")).context("there is no index.html")?;
    let mut trunk = tools.trunk(["build", "--release"]);
    if !page.contains("data-cargo-profile") {
        trunk.args(["--cargo-profile", PROFILE]);
    }
    ensure!(
        guard::status(&mut trunk)?.success(),
        "Trunk could not build the application"
    );
    let dist = root().join("dist");
    styles::join(&dist)?;
    minify::run(tools, &dist)?;
    dist::finish(&dist)
}

/// Builds `server` and `sandbox` in release.
pub(crate) fn programs(tools: &Toolbox) -> Result<()> {
    let mut cargo = tools.cargo(["build", "--release", "-p", "server", "-p", "sandbox"]);
    ensure!(
        guard::status(&mut cargo)?.success(),
        "the programs could not be built"
    );
    Ok(())
}
