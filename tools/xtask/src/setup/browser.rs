//! Chromium and ChromeDriver for browser tests, from the system's packages.
//! The test tools' own downloads are not used: they fetch browsers from hosts that may be out of reach.

use std::env;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Result, bail, ensure};

use super::Step;
use crate::guard;
use crate::tools::{Toolbox, which};

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-liberation"];

/// A browser and its driver.
pub(super) struct Browser;

impl Step for Browser {
    fn name(&self) -> String {
        "Chromium and ChromeDriver".to_owned()
    }

    fn effort(&self) -> &'static str {
        "installing, about a minute, once per machine"
    }

    fn find(&self, tools: &mut Toolbox) -> bool {
        let chromium = find(
            "CHROMIUM",
            &["chromium", "chromium-browser", "google-chrome"],
        );
        let driver = find("CHROMEDRIVER", &["chromedriver"]);
        let Some((chromium, driver)) = chromium.zip(driver) else {
            return false;
        };
        tools.set_browser(chromium, driver);
        true
    }

    fn install(&self) -> Result<()> {
        let Some(rights) = rights() else {
            bail!("Installing needs administrator rights");
        };
        ensure!(which("apt-get").is_some(), "There is no apt-get");
        apt(rights, &["update"])?;
        let mut install = vec!["install", "--yes", "--no-install-recommends"];
        install.extend(PACKAGES);
        apt(rights, &install)
    }

    fn by_hand(&self) -> String {
        format!("sudo apt-get install {}", PACKAGES.join(" "))
    }
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|program| program.is_file())
        .or_else(|| names.iter().find_map(|name| which(name)))
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
