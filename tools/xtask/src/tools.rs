//! Where the programs are that xtask calls, and how it calls them.
//! What set-up found or installed is put in front of PATH, so that Trunk and cargo find it as well.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The programs that set-up vouches for.
#[derive(Default)]
pub(crate) struct Toolbox {
    dirs: Vec<PathBuf>,
    browser: Option<(PathBuf, PathBuf)>,
}

impl Toolbox {
    /// Puts a folder of programs in front of PATH.
    pub(crate) fn add(&mut self, dir: &Path) {
        if !self.dirs.iter().any(|known| known == dir) {
            self.dirs.push(dir.to_owned());
        }
    }

    /// Remembers Chromium and ChromeDriver.
    pub(crate) fn set_browser(&mut self, chromium: PathBuf, driver: PathBuf) {
        self.browser = Some((chromium, driver));
    }

    /// A command in the project's folder with every tool on its PATH.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(root());
        let path = env::var_os("PATH").unwrap_or_default();
        let dirs = self.dirs.iter().cloned().chain(env::split_paths(&path));
        if let Ok(path) = env::join_paths(dirs) {
            command.env("PATH", path);
        }
        if let Some((chromium, driver)) = &self.browser {
            command
                .env("CHROMIUM", chromium)
                .env("CHROMEDRIVER", driver);
        }
        // What cargo told xtask about xtask is not true for others.
        for (name, _) in env::vars_os() {
            let known = name.to_string_lossy();
            if known.starts_with("CARGO_PKG_") || known.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// `cargo` with these arguments.
    pub(crate) fn cargo<const N: usize>(&self, args: [&str; N]) -> Command {
        let mut command = self.command(cargo());
        command.args(args);
        command
    }

    /// `trunk` with these arguments; it refuses `NO_COLOR=1` and asks for updates when it can.
    pub(crate) fn trunk<const N: usize>(&self, args: [&str; N]) -> Command {
        let mut command = self.command("trunk");
        command
            .args(args)
            .env_remove("NO_COLOR")
            .env("TRUNK_SKIP_VERSION_CHECK", "true");
        command
    }
}

/// The cargo that runs xtask.
pub(crate) fn cargo() -> std::ffi::OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).unwrap_or(&here).to_owned()
}

/// Where cargo puts what it builds for this project.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The folder in the user's cache that every clone shares.
pub(crate) fn cache() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .context("There is no home folder for tools: set XDG_CACHE_HOME")?;
    Ok(cache.join("portal-tools"))
}

/// The first program of this name on PATH.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|file| file.is_file())
}

/// What `--version` says, as numbers to compare.
pub(crate) fn version_of(program: &Path) -> Option<Vec<u32>> {
    let output = Command::new(program).arg("--version").output().ok()?;
    version_in(&String::from_utf8_lossy(&output.stdout))
}

/// The first word that is a version: `trunk 0.21.14` or `wasm-opt version 132 (...)`.
pub(crate) fn version_in(text: &str) -> Option<Vec<u32>> {
    text.split_whitespace()
        .find_map(|word| word.split('.').map(|part| part.parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_every_tools_answer() {
        assert_eq!(version_in("trunk 0.21.14\n"), Some(vec![0, 21, 14]));
        assert_eq!(
            version_in("wasm-opt version 132 (version_132)"),
            Some(vec![132])
        );
        assert_eq!(version_in("no version"), None);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("rust-toolchain.toml").is_file());
    }
}
