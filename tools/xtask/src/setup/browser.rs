//! Chromium and ChromeDriver for browser tests, from the system's packages.
//! The test tools' own downloads are not used: they fetch browsers from hosts that may be out of reach.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use super::apt;
use super::step::Step;
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
        apt::install(&PACKAGES)
    }

    fn by_hand(&self) -> String {
        apt::by_hand(&PACKAGES)
    }
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|program| program.is_file())
        .or_else(|| names.iter().find_map(|name| which(name)))
}
