//! What the server takes, from Linux' `/proc`.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::services::Service;

/// The clock ticks that `/proc` counts CPU in: a hundred a second on every Linux in use.
const TICK: Duration = Duration::from_millis(10);

/// Resident now.
pub(super) fn megabytes(server: &Service) -> Result<f64> {
    status(server, "VmRSS:")
}

/// Resident at most, so far.
pub(super) fn peak(server: &Service) -> Result<f64> {
    status(server, "VmHWM:")
}

fn status(server: &Service, name: &str) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{}/status", server.id()))
        .context("memory is read from Linux' /proc")?;
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next());
    let kilobytes: f64 = kilobytes.context("memory is not told")?.parse()?;
    Ok(kilobytes / 1024.0)
}

/// CPU time so far, of the program and for it.
pub(super) fn cpu(server: &Service) -> Result<Duration> {
    let text = fs::read_to_string(format!("/proc/{}/stat", server.id()))?;
    let (_, rest) = text.rsplit_once(')').context("CPU time is not told")?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut ticks = || fields.next().and_then(|field| field.parse::<u32>().ok());
    let (user, system) = (ticks().unwrap_or_default(), ticks().unwrap_or_default());
    Ok(TICK * (user + system))
}
