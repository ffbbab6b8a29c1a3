//! The sandbox and the server, as files to start.
//! Tests and measurements take others where the environment names them.

use std::env;
use std::path::{PathBuf, absolute};

use anyhow::{Result, ensure};

use crate::guard;
use crate::tools::{Toolbox, target};

/// Where the two programs are.
pub(crate) struct Programs {
    pub(crate) server: PathBuf,
    pub(crate) sandbox: PathBuf,
}

impl Programs {
    /// Those that cargo built in this profile's folder: `release` or `debug`.
    pub(crate) fn of(profile: &str) -> Self {
        let folder = target().join(profile);
        Self {
            server: folder.join("server"),
            sandbox: folder.join("sandbox"),
        }
    }

    /// Those that `PORTAL_SERVER` and `PORTAL_SANDBOX` name; else of the last release build; else a debug build.
    pub(crate) fn at_hand(tools: &Toolbox) -> Result<Self> {
        // Absolute, since they are started from the project's folder.
        let mut programs = Self::of("release");
        if let Some(server) = env::var_os("PORTAL_SERVER") {
            programs.server = absolute(server)?;
        }
        if let Some(sandbox) = env::var_os("PORTAL_SANDBOX") {
            programs.sandbox = absolute(sandbox)?;
        }
        if programs.server.is_file() && programs.sandbox.is_file() {
            return Ok(programs);
        }
        Self::debug(tools)
    }

    /// A debug build of both.
    pub(crate) fn debug(tools: &Toolbox) -> Result<Self> {
        let mut cargo = tools.cargo(["build", "-p", "server", "-p", "sandbox"]);
        let built = guard::status(&mut cargo)?.success();
        ensure!(built, "the programs could not be built");
        Ok(Self::of("debug"))
    }
}
