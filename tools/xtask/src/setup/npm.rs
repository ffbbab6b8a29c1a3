//! What comes from npm: a current wasm-opt, a minifier, and the packages of two kinds of tests.
//! Debian's wasm-opt and the one on crates.io are too old for what today's rustc writes.

use std::fs::{create_dir_all, read, remove_dir_all, rename, write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Result, ensure};

use super::step::Step;
use crate::guard;
use crate::tools::{Toolbox, cache, root, version_in, version_of, which};

/// A program that npm carries, at least in the version tried.
pub(super) struct Program {
    package: &'static str,
    binary: &'static str,
    version: &'static str,
}

/// Makes the wasm smaller.
pub(super) const WASM_OPT: Program = Program {
    package: "binaryen",
    binary: "wasm-opt",
    version: "132",
};

/// Makes JS and CSS smaller.
pub(super) const ESBUILD: Program = Program {
    package: "esbuild",
    binary: "esbuild",
    version: "0.28.2",
};

impl Program {
    fn home(&self) -> Result<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.package, self.version)))
    }

    fn fits(&self, program: &Path) -> bool {
        version_of(program).is_some_and(|found| Some(found) >= version_in(self.version))
    }
}

impl Step for Program {
    fn name(&self) -> String {
        format!("{} {}", self.binary, self.version)
    }

    fn effort(&self) -> &'static str {
        "downloading, once per machine"
    }

    fn find(&self, tools: &mut Toolbox) -> bool {
        if which(self.binary).is_some_and(|program| self.fits(&program)) {
            return true;
        }
        let Ok(bin) = self.home().map(|home| home.join("node_modules/.bin")) else {
            return false;
        };
        let found = self.fits(&bin.join(self.binary));
        if found {
            tools.add(&bin);
        }
        found
    }

    fn install(&self) -> Result<()> {
        let home = self.home()?;
        let part = home.with_added_extension("part");
        for leftover in [&home, &part] {
            if leftover.exists() {
                remove_dir_all(leftover)?;
            }
        }
        create_dir_all(&part)?;
        let package = format!("{}@{}", self.package, self.version);
        npm(
            &part,
            &[
                "install",
                "--prefix",
                ".",
                "--no-audit",
                "--no-fund",
                &package,
            ],
        )?;
        rename(&part, &home)?;
        Ok(())
    }

    fn by_hand(&self) -> String {
        if which("npm").is_none() {
            return by_hand_npm();
        }
        format!("npm install --global {}@{}", self.package, self.version)
    }
}

/// What a folder's lock file names.
pub(super) struct Packages {
    name: &'static str,
    folder: &'static str,
}

/// Playwright, axe and Lighthouse.
pub(super) const BROWSER_TESTS: Packages = Packages {
    name: "browser test packages",
    folder: "tests/e2e",
};

/// Vendors' own clients and an OAuth provider.
pub(super) const PEERS: Packages = Packages {
    name: "peer test packages",
    folder: "tests/peers",
};

impl Packages {
    fn folder(&self) -> PathBuf {
        root().join(self.folder)
    }

    /// Written last, so that an interrupted installation is done again.
    fn marker(&self) -> PathBuf {
        self.folder().join("node_modules/.installed")
    }
}

impl Step for Packages {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn effort(&self) -> &'static str {
        "downloading, about half a minute, once per clone"
    }

    fn find(&self, _: &mut Toolbox) -> bool {
        let lock = read(self.folder().join("package-lock.json"));
        matches!((lock, read(self.marker())), (Ok(wanted), Ok(found)) if wanted == found)
    }

    fn install(&self) -> Result<()> {
        let folder = self.folder();
        npm(
            &folder,
            &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        )?;
        write(self.marker(), read(folder.join("package-lock.json"))?)?;
        Ok(())
    }

    fn by_hand(&self) -> String {
        if which("npm").is_none() {
            return by_hand_npm();
        }
        format!("npm --prefix {} ci", self.folder)
    }
}

fn npm(folder: &Path, args: &[&str]) -> Result<()> {
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
