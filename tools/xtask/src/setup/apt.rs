//! Packages of the system, installed where Debian's `apt-get` is and where we may.
//! Elsewhere set-up names the command to type.

use std::process::Stdio;

use anyhow::{Result, bail, ensure};

use crate::guard;
use crate::tools::{Toolbox, which};

/// Installs these packages.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    let Some(rights) = rights() else {
        bail!("Installing needs administrator rights");
    };
    ensure!(which("apt-get").is_some(), "There is no apt-get");
    apt(rights, &["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(packages);
    apt(rights, &install)
}

/// The command that does the same by hand.
pub(super) fn by_hand(packages: &[&str]) -> String {
    format!("sudo apt-get install {}", packages.join(" "))
}

/// What must stand before `apt-get`: nothing for root, `sudo` where it asks no password.
fn rights() -> Option<&'static [&'static str]> {
    let answer = |program: &str, args: &[&str]| {
        let output = Toolbox::default().command(program).args(args).output();
        output.ok().filter(|output| output.status.success())
    };
    if answer("id", &["-u"]).is_some_and(|output| output.stdout == b"0\n") {
        return Some(&["env"]);
    }
    answer("sudo", &["-n", "true"]).map(|_| ["sudo", "-n", "env"].as_slice())
}

fn apt(rights: &[&str], args: &[&str]) -> Result<()> {
    let (program, before) = rights.split_first().unwrap_or((&"env", &[]));
    let mut command = Toolbox::default().command(program);
    command
        .args(before)
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"])
        .args(args)
        .stdout(Stdio::null());
    let status = guard::status(&mut command)?;
    ensure!(status.success(), "apt-get {} failed", args.join(" "));
    Ok(())
}
