//! Start-up time and memory of the server, by turns with another build of it in the same run.
//! By turns, because a machine is not equally fast all day: only figures of one run compare.

use std::fs::{self, create_dir_all};
use std::path::{Path, PathBuf, absolute};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::http;
use crate::programs::Programs;
use crate::services::{Plan, Service};
use crate::temporary::Temporary;
use crate::tools::{Toolbox, root};

const STARTS: usize = 10;
const REQUESTS: usize = 200;

/// What to compare with.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Another build of the server, such as of the commit before
    #[arg(long)]
    against: Option<PathBuf>,
}

/// A build of the server and what was measured of it.
struct Candidate {
    programs: Programs,
    data: PathBuf,
    starts: Vec<Duration>,
    resident: Vec<u64>,
    peak: Vec<u64>,
}

/// Starts the candidates by turns and prints a line for each.
pub(super) fn run(options: &Options) -> Result<bool> {
    let tools = Toolbox::default();
    let programs = Programs::at_hand(&tools)?;
    let folder = Temporary::new("bench")?;
    let sandbox = Service::sandbox(&tools, &plan(&programs, folder.path()))?;

    let servers = [Some(programs.server.clone()), options.against.clone()];
    let mut candidates = Vec::new();
    for (index, server) in servers.into_iter().flatten().enumerate() {
        let data = folder.path().join(index.to_string());
        create_dir_all(&data)?;
        let programs = Programs {
            server: absolute(server)?,
            sandbox: programs.sandbox.clone(),
        };
        // The first start makes key and database, and is not counted.
        Service::server(&tools, &plan(&programs, &data), &sandbox.url)?;
        candidates.push(Candidate {
            programs,
            data,
            starts: Vec::new(),
            resident: Vec::new(),
            peak: Vec::new(),
        });
    }
    for _ in 0..STARTS {
        for candidate in &mut candidates {
            candidate.measure(&tools, &sandbox.url)?;
        }
    }

    println!("{STARTS} starts by turns, {REQUESTS} requests after each");
    println!("start-up min, median   resident   peak       of");
    for candidate in &mut candidates {
        println!("{}", candidate.line());
    }
    Ok(true)
}

fn plan<'a>(programs: &'a Programs, data: &'a Path) -> Plan<'a> {
    Plan {
        programs,
        data,
        web_root: data,
        port: 0,
        sandbox_port: 0,
        origin: None,
        calls_per_minute: None,
    }
}

impl Candidate {
    fn measure(&mut self, tools: &Toolbox, sandbox: &str) -> Result<()> {
        let begun = Instant::now();
        let server = Service::server(tools, &plan(&self.programs, &self.data), sandbox)?;
        self.starts.push(begun.elapsed());
        for _ in 0..REQUESTS {
            let answer = http::get(&server.url, "/api/settings/crm")?;
            ensure!(
                answer.status == 200,
                "the server answered {}",
                answer.status
            );
        }
        let status = fs::read_to_string(format!("/proc/{}/status", server.id()))
            .context("memory is read from Linux' /proc")?;
        let kilobytes = |name| memory(&status, name).with_context(|| format!("no {name}"));
        self.resident.push(kilobytes("VmRSS:")?);
        self.peak.push(kilobytes("VmHWM:")?);
        Ok(())
    }

    fn line(&mut self) -> String {
        let name = self.programs.server.strip_prefix(root());
        let name = name.unwrap_or(&self.programs.server).display();
        self.starts.sort();
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let first = milliseconds(self.starts.iter().min().copied().unwrap_or_default());
        let middle = milliseconds(median(&mut self.starts));
        let megabytes = |kilobytes: &mut [u64]| median(kilobytes) as f64 / 1024.0;
        let (resident, peak) = (megabytes(&mut self.resident), megabytes(&mut self.peak));
        format!("{first:6.0} ms {middle:8.0} ms {resident:8.1} MB {peak:6.1} MB   {name}")
    }
}

/// The one in the middle; of an even number the later of the two.
fn median<T: Copy + Default + Ord>(values: &mut [T]) -> T {
    values.sort();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// A line of `/proc/PID/status`, in kilobytes.
fn memory(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_does_not_mind_one_slow_start() {
        assert_eq!(median(&mut [30, 900, 31]), 31);
        assert_eq!(median::<u64>(&mut []), 0);
    }

    #[test]
    fn memory_is_read_by_name() {
        let status = "Name:\tserver\nVmHWM:\t   15360 kB\nVmRSS:\t   14336 kB\n";
        assert_eq!(memory(status, "VmRSS:"), Some(14336));
        assert_eq!(memory(status, "VmHWM:"), Some(15360));
        assert_eq!(memory(status, "VmSwap:"), None);
    }
}
