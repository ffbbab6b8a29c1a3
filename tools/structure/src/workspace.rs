//! The workspace's packages, as cargo itself knows them: targets, and dependencies upon each other.
//! Nothing is fetched: cargo answers from the manifests and the lock file.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// One member of the workspace.
#[derive(Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// What it builds upon, other than for tests and build scripts.
    pub dependencies: Vec<String>,
    /// Where it is.
    pub folder: PathBuf,
    /// Root files of what is compiled: library, programs, tests, build script.
    pub roots: Vec<PathBuf>,
}

/// The workspace that this package is a member of.
pub fn here() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_owned()
}

/// All members of the workspace in this folder.
///
/// # Errors
/// If cargo finds no workspace there.
pub fn packages(folder: &Path) -> Result<Vec<Package>> {
    let answer = cargo(folder, &["metadata", "--no-deps", "--format-version", "1"])?;
    let answer: Value = serde_json::from_str(&answer)?;
    Ok(list(&answer, "packages").map(package).collect())
}

fn package(value: &Value) -> Package {
    let normal = list(value, "dependencies").filter(|dependency| dependency["kind"].is_null());
    let targets = list(value, "targets");
    let manifest = PathBuf::from(text(&value["manifest_path"]));
    Package {
        name: text(&value["name"]),
        dependencies: normal.map(|dependency| text(&dependency["name"])).collect(),
        folder: manifest.parent().map(Path::to_owned).unwrap_or_default(),
        roots: targets
            .map(|target| text(&target["src_path"]).into())
            .collect(),
    }
}

/// The packages below the one in this folder, by name: all that comes with what it builds upon.
///
/// # Errors
/// If cargo cannot tell.
pub fn beneath(folder: &Path) -> Result<BTreeSet<String>> {
    let plain = ["--prefix", "none", "--format", "{p}"];
    let tree = cargo(
        folder,
        &[&["tree", "--edges", "normal"], plain.as_slice()].concat(),
    )?;
    let names = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    Ok(names.map(str::to_owned).collect())
}

fn cargo(folder: &Path, args: &[&str]) -> Result<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(args)
        .arg("--offline")
        .current_dir(folder)
        .output()
        .context("cargo did not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo {}: {said}", args.join(" "));
    Ok(String::from_utf8(output.stdout)?)
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
