//! Where and when it happens.

use std::collections::hash_map::RandomState;
use std::fs::{create_dir_all, remove_dir_all};
use std::hash::{BuildHasher, Hasher};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

/// The folder, made anew. It stays afterwards: where a save is lost, the database tells more.
pub(super) fn empty(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        remove_dir_all(&folder)?;
    }
    create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// A time below so many milliseconds, random as the standard library's maps are.
pub(super) fn random(limit: u64) -> Duration {
    Duration::from_micros(RandomState::new().build_hasher().finish() % (limit * 1000))
}
