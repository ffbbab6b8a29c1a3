//! What the disk itself can do.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

const FOR: Duration = Duration::from_secs(2);

/// How often a page is written and synced, one after the other.
pub(super) fn syncs_per_second(folder: &Path) -> Result<f64> {
    let path = folder.join("disk");
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .open(path)?;
    let (began, mut count) = (Instant::now(), 0_u32);
    while began.elapsed() < FOR {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}
