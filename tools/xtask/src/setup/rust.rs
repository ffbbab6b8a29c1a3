//! What comes from Rust's own channels: the wasm target, rustfmt and clippy, and three programs.
//! Compiling a program takes minutes, so progress is shown and an interrupted build is taken up again.

use std::fs::{File, create_dir_all, remove_dir_all, rename};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::step::Step;
use crate::guard;
use crate::tools::{Toolbox, cache, cargo, version_of, which};

const WASM: &str = "wasm32-unknown-unknown";

/// Rust's standard library for WebAssembly.
pub(super) struct WasmTarget;

impl Step for WasmTarget {
    fn name(&self) -> String {
        WASM.to_owned()
    }

    fn effort(&self) -> &'static str {
        "downloading, once per toolchain"
    }

    fn find(&self, tools: &mut Toolbox) -> bool {
        tools
            .command("rustc")
            .args(["--print", "target-libdir", "--target", WASM])
            .output()
            .is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
    }

    fn install(&self) -> Result<()> {
        rustup(&["target", "add", WASM])
    }

    fn by_hand(&self) -> String {
        format!("rustup target add {WASM}")
    }
}

/// The formatter and the linter.
pub(super) struct Components;

impl Step for Components {
    fn name(&self) -> String {
        "rustfmt and clippy".to_owned()
    }

    fn effort(&self) -> &'static str {
        "downloading, once per toolchain"
    }

    fn find(&self, tools: &mut Toolbox) -> bool {
        ["fmt", "clippy"].into_iter().all(|name| {
            tools
                .cargo([name, "--version"])
                .output()
                .is_ok_and(|output| output.status.success())
        })
    }

    fn install(&self) -> Result<()> {
        rustup(&["component", "add", "rustfmt", "clippy"])
    }

    fn by_hand(&self) -> String {
        "rustup component add rustfmt clippy".to_owned()
    }
}

fn rustup(args: &[&str]) -> Result<()> {
    let mut command = Toolbox::default().command("rustup");
    let status = guard::status(command.args(args))?;
    ensure!(status.success(), "rustup {} failed", args.join(" "));
    Ok(())
}

/// A program from crates.io, in exactly this version.
pub(super) struct Program {
    package: &'static str,
    binary: &'static str,
    version: [u32; 3],
    effort: &'static str,
}

/// Must match the wasm-bindgen library to the digit.
pub(super) const WASM_BINDGEN: Program = Program {
    package: "wasm-bindgen-cli",
    binary: "wasm-bindgen",
    version: [0, 2, 129],
    effort: "building, about two minutes, once per machine",
};

/// 0.22 wants a newer rustc.
pub(super) const TRUNK: Program = Program {
    package: "trunk",
    binary: "trunk",
    version: [0, 21, 14],
    effort: "building, about six minutes, once per machine",
};

/// Licences, sources and duplicates of dependencies.
pub(super) const CARGO_DENY: Program = Program {
    package: "cargo-deny",
    binary: "cargo-deny",
    version: [0, 20, 2],
    effort: "building, about four minutes, once per machine",
};

impl Program {
    fn version(&self) -> String {
        self.version.map(|part| part.to_string()).join(".")
    }

    fn home(&self) -> Result<PathBuf> {
        Ok(cache()?.join(self.name().replace(' ', "-")))
    }

    fn fits(&self, program: &Path) -> bool {
        version_of(program).is_some_and(|found| found == self.version)
    }
}

impl Step for Program {
    fn name(&self) -> String {
        format!("{} {}", self.package, self.version())
    }

    fn effort(&self) -> &'static str {
        self.effort
    }

    fn find(&self, tools: &mut Toolbox) -> bool {
        if which(self.binary).is_some_and(|program| self.fits(&program)) {
            return true;
        }
        let Ok(bin) = self.home().map(|home| home.join("bin")) else {
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
        // Kept between tries: what an interrupted build has compiled is not compiled again.
        let build = cache()?.join("build").join(self.package);
        create_dir_all(&build)?;
        let mut command = Command::new(cargo());
        command
            .args(["install", "--locked", self.package, "--version"])
            .arg(self.version())
            .arg("--root")
            .arg(&part)
            .env("CARGO_TARGET_DIR", &build)
            .current_dir(cache()?);
        follow(&mut command, &home.with_added_extension("log"))?;
        rename(&part, &home).context("the finished program cannot be put in its place")?;
        remove_dir_all(&build)?;
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!(
            "cargo install --locked {} --version {}",
            self.package,
            self.version()
        )
    }
}

/// Runs a long build with its output in `log` and a sign of life every twenty seconds.
fn follow(command: &mut Command, log: &Path) -> Result<()> {
    let mut file = File::create(log)?;
    let mut child = guard::spawn(command.stderr(Stdio::piped()))?;
    let output = child.stderr.take().context("the build has no output")?;
    let (started, mut shown, mut compiled) = (Instant::now(), Instant::now(), 0);
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        writeln!(file, "{line}")?;
        compiled += usize::from(line.trim_start().starts_with("Compiling"));
        if shown.elapsed() > Duration::from_secs(20) {
            shown = Instant::now();
            println!("      {compiled} crates, {} s", started.elapsed().as_secs());
        }
    }
    let status = guard::wait(&mut child)?;
    ensure!(
        status.success(),
        "The build failed: {} tells why",
        log.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_lives_under_its_name_and_version() {
        let home = TRUNK.home().expect("there is a cache");
        assert!(home.ends_with("portal-tools/trunk-0.21.14"));
    }

    #[test]
    fn a_program_of_another_version_does_not_fit() {
        let folder = std::env::temp_dir().join(format!("xtask-fits-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("temp is writable");
        let fake = folder.join("fake");
        std::fs::write(&fake, "#!/bin/sh\necho trunk 0.22.0\n").expect("it is written");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&fake, mode).expect("it is made a program");
        assert!(!TRUNK.fits(&fake));
        std::fs::remove_dir_all(&folder).expect("it is removed");
    }
}
