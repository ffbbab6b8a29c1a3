//! Starts the sandbox and the server, and knows when they are ready.
//! Each writes to a log file, where its address is read from: port 0 works as well as a fixed one.

use std::fs::{self, File, create_dir_all};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::programs::Programs;
use crate::tools::Toolbox;
use crate::{guard, http};

const TIMEOUT: Duration = Duration::from_secs(30);

/// How often it is looked whether a program is ready; start-up is measured no finer.
const ROUND: Duration = Duration::from_millis(2);

/// A running program of ours; it stops when this goes away.
pub(crate) struct Service {
    name: &'static str,
    child: Child,
    log: PathBuf,
    /// Where it listens, without a slash at the end.
    pub(crate) url: String,
}

/// The sandbox and the server that calls it.
pub(crate) struct Pair {
    /// The portal; stopped first.
    pub(crate) server: Service,
    /// The imitated CRMs.
    pub(crate) sandbox: Service,
}

/// What to start, and where.
pub(crate) struct Plan<'a> {
    /// The two programs.
    pub(crate) programs: &'a Programs,
    /// Database, key and logs.
    pub(crate) data: &'a Path,
    /// The built application.
    pub(crate) web_root: &'a Path,
    /// The server's port; 0 takes a free one.
    pub(crate) port: u16,
    /// The sandbox's port; 0 takes a free one.
    pub(crate) sandbox_port: u16,
    /// Another origin that may call the API: Trunk's.
    pub(crate) origin: Option<&'a str>,
    /// How many calls a minute a CRM gets, where that is not left to it.
    pub(crate) calls_per_minute: Option<u32>,
}

/// Starts both and waits until they answer.
pub(crate) fn start(tools: &Toolbox, plan: &Plan) -> Result<Pair> {
    create_dir_all(plan.data)?;
    let sandbox = Service::sandbox(tools, plan)?;
    let server = Service::server(tools, plan, &sandbox.url)?;
    Ok(Pair { server, sandbox })
}

impl Service {
    /// Starts the sandbox.
    pub(crate) fn sandbox(tools: &Toolbox, plan: &Plan) -> Result<Self> {
        let mut command = tools.command(&plan.programs.sandbox);
        command
            .arg("--listen")
            .arg(format!("127.0.0.2:{}", plan.sandbox_port));
        let mut sandbox = Self::spawn("sandbox", &mut command, plan.data)?;
        sandbox.hear_address()?;
        Ok(sandbox)
    }

    /// Starts the server over what it left in its folder, and waits until it is ready.
    pub(crate) fn server(tools: &Toolbox, plan: &Plan, sandbox: &str) -> Result<Self> {
        let mut server = Self::starting_server(tools, plan, sandbox)?;
        server.hear_address()?;
        server.wait_for("/api/ready")?;
        Ok(server)
    }

    /// Starts the server and does not wait for it: it has no address yet.
    pub(crate) fn starting_server(tools: &Toolbox, plan: &Plan, sandbox: &str) -> Result<Self> {
        let database = plan.data.join("portal.db");
        let mut command = tools.command(&plan.programs.server);
        command
            .args(["serve", "--listen"])
            .arg(format!("127.0.0.1:{}", plan.port))
            .arg("--database")
            .arg(format!("sqlite://{}", database.display()))
            .arg("--key-file")
            .arg(plan.data.join("portal.key"))
            .arg("--web-root")
            .arg(plan.web_root)
            .args(["--sandbox", sandbox]);
        if plan.port != 0 {
            command
                .arg("--public-url")
                .arg(format!("http://127.0.0.1:{}", plan.port));
        }
        if let Some(calls) = plan.calls_per_minute {
            command.args(["--calls-per-minute", &calls.to_string()]);
        }
        if let Some(origin) = plan.origin {
            command.args(["--allowed-origin", origin]);
        }
        Self::spawn("server", &mut command, plan.data)
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it at once.
    pub(crate) fn kill(mut self) {
        guard::kill(&mut self.child);
    }

    fn spawn(name: &'static str, command: &mut Command, logs: &Path) -> Result<Self> {
        let log = logs.join(format!("{name}.log"));
        let file =
            File::create(&log).with_context(|| format!("{} is not writable", log.display()))?;
        let child = guard::spawn(command.stdout(file.try_clone()?).stderr(file))?;
        Ok(Self {
            name,
            child,
            log,
            url: String::new(),
        })
    }

    fn hear_address(&mut self) -> Result<()> {
        self.url = self.until("tell where it listens", |service| {
            let text = fs::read_to_string(&service.log).unwrap_or_default();
            address_in(&text).map(str::to_owned)
        })?;
        Ok(())
    }

    fn wait_for(&mut self, path: &str) -> Result<()> {
        self.until("become ready", |service| {
            http::get(&service.url, path)
                .ok()
                .filter(|answer| answer.status == 200)
        })?;
        Ok(())
    }

    /// Tries until there is an answer, the program has ended, or the time is up.
    fn until<T>(&mut self, what: &str, attempt: impl Fn(&Self) -> Option<T>) -> Result<T> {
        let end = Instant::now() + TIMEOUT;
        while Instant::now() < end {
            if let Some(answer) = attempt(self) {
                return Ok(answer);
            }
            self.check()?;
            sleep(ROUND);
        }
        bail!(
            "the {} did not {what} within {} s; {}",
            self.name,
            TIMEOUT.as_secs(),
            self.tail()
        )
    }

    /// An error if the program has ended.
    pub(crate) fn check(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("the {} ended ({status}); {}", self.name, self.tail()),
        }
    }

    fn tail(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        let last = lines
            .get(lines.len().saturating_sub(10)..)
            .unwrap_or_default();
        format!("the end of {}:\n{}", self.log.display(), last.join("\n"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        guard::stop(&mut self.child);
    }
}

/// The address in the line that says where a program listens, once the line is whole.
fn address_in(log: &str) -> Option<&str> {
    let marks = ["listening on ", "Sandbox CRMs: "];
    let (_, rest) = marks.iter().find_map(|mark| log.split_once(mark))?;
    let (line, _) = rest.split_once('\n')?;
    let address = line.split_whitespace().next()?.trim_end_matches('/');
    Some(address).filter(|address| address.starts_with("http://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_once_its_line_is_whole() {
        assert_eq!(address_in("listening on http://127.0.0.1:80"), None);
        assert_eq!(
            address_in("a\nlistening on http://127.0.0.1:8080/\nb\n"),
            Some("http://127.0.0.1:8080")
        );
        assert_eq!(
            address_in("Sandbox CRMs: http://127.0.0.2:4010/ says what to type.\n"),
            Some("http://127.0.0.2:4010")
        );
    }
}
