//! What comes from npm: a current wasm-opt, and the packages of the browser tests.
//! Debian's wasm-opt and the one on crates.io are too old for what today's rustc writes.

use std::fs::{read, remove_dir_all, rename, write};
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Result, ensure};

use super::Step;
use crate::guard;
use crate::tools::{Toolbox, cache, root, version_of, which};

const BINARYEN: u32 = 132;

/// wasm-opt, at least in the version tried.
pub(super) struct Binaryen;

impl Binaryen {
    fn home() -> Result<PathBuf> {
        Ok(cache()?.join(format!("binaryen-{BINARYEN}")))
    }
}

impl Step for Binaryen {
    fn name(&self) -> String {
        format!("wasm-opt {BINARYEN} (binaryen)")
    }

    fn effort(&self) -> &'static str {
        "downloading, once per machine"
    }

    fn find(&self, tools: &mut Toolbox) -> bool {
        let fits =
            |program: PathBuf| version_of(&program).is_some_and(|found| found >= vec![BINARYEN]);
        if which("wasm-opt").is_some_and(fits) {
            return true;
        }
        let Ok(bin) = Self::home().map(|home| home.join("node_modules/.bin")) else {
            return false;
        };
        let found = fits(bin.join("wasm-opt"));
        if found {
            tools.add(&bin);
        }
        found
    }

    fn install(&self) -> Result<()> {
        let home = Self::home()?;
        let part = home.with_added_extension("part");
        for leftover in [&home, &part] {
            if leftover.exists() {
                remove_dir_all(leftover)?;
            }
        }
        std::fs::create_dir_all(&part)?;
        let package = format!("binaryen@{BINARYEN}");
        npm(&part, &["install", "--no-audit", "--no-fund", &package])?;
        rename(&part, &home)?;
        Ok(())
    }

    fn by_hand(&self) -> String {
        if which("npm").is_none() {
            return by_hand_npm();
        }
        format!("npm install --global binaryen@{BINARYEN}")
    }
}

/// Playwright, axe and Lighthouse, as the lock file says.
pub(super) struct Packages;

impl Packages {
    fn folder() -> PathBuf {
        root().join("tests/e2e")
    }

    /// Written last, so that an interrupted installation is done again.
    fn marker() -> PathBuf {
        Self::folder().join("node_modules/.installed")
    }
}

impl Step for Packages {
    fn name(&self) -> String {
        "browser test packages".to_owned()
    }

    fn effort(&self) -> &'static str {
        "downloading, about half a minute, once per clone"
    }

    fn find(&self, _: &mut Toolbox) -> bool {
        let lock = read(Self::folder().join("package-lock.json"));
        matches!((lock, read(Self::marker())), (Ok(wanted), Ok(found)) if wanted == found)
    }

    fn install(&self) -> Result<()> {
        let folder = Self::folder();
        npm(
            &folder,
            &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        )?;
        write(Self::marker(), read(folder.join("package-lock.json"))?)?;
        Ok(())
    }

    fn by_hand(&self) -> String {
        if which("npm").is_none() {
            return by_hand_npm();
        }
        "npm --prefix tests/e2e ci".to_owned()
    }
}

fn npm(folder: &std::path::Path, args: &[&str]) -> Result<()> {
    ensure!(which("npm").is_some(), "npm is not on the PATH");
    let mut command = Toolbox::default().command("npm");
    command
        .args(args)
        .arg("--loglevel=error")
        .current_dir(folder)
        .stdout(Stdio::null());
    let status = guard::status(&mut command)?;
    ensure!(status.success(), "npm {} failed", args.join(" "));
    Ok(())
}

fn by_hand_npm() -> String {
    "sudo apt-get install nodejs npm".to_owned()
}
