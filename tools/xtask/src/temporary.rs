//! A folder for one run, gone with it, even if xtask is interrupted.
//! The watchdog takes away what xtask no longer can.

use std::fs::{create_dir, remove_dir_all};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

use crate::guard;

/// An empty folder that is removed when this goes away.
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    /// Makes the folder among the system's temporary ones.
    pub(crate) fn new(purpose: &str) -> Result<Self> {
        let (run, now) = (std::process::id(), UNIX_EPOCH.elapsed()?.as_nanos());
        let name = format!("portal-{purpose}-{run}-{now}");
        let path = std::env::temp_dir().join(name);
        create_dir(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        guard::remove_at_end(&path);
        Ok(Self(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What is left is the watchdog's.
        let _ = remove_dir_all(&self.0);
    }
}
