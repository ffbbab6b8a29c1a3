//! A private PostgreSQL for tests: a cluster of its own in a temporary folder, on a free port of loopback.
//! It trusts everyone who connects and syncs nothing, since it lives as long as one run.

use std::fs::{self, File, read_dir};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::guard;
use crate::temporary::Temporary;
use crate::tools::which;

/// What the tests read the cluster's address from.
pub(crate) const VARIABLE: &str = "PORTAL_TEST_POSTGRES";

/// Who may run it where xtask itself is root, which PostgreSQL refuses.
const USERS: [&str; 4] = ["postgres", "nobody", "daemon", "bin"];

const TIMEOUT: Duration = Duration::from_secs(30);

/// A running cluster; it stops when this goes away.
pub(crate) struct Cluster {
    /// `postgres://...`, of a database that others can be made from.
    pub(crate) url: String,
    child: Child,
    _folder: Temporary,
}

impl Cluster {
    /// Makes and starts a cluster, and waits until it accepts connections.
    pub(crate) fn start() -> Result<Self> {
        let programs =
            programs().context("there is no PostgreSQL: type `sudo apt-get install postgresql`")?;
        let folder = Temporary::new("postgres")?;
        let user = other_user()?;
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid))?;
        }
        let program = |name: &str| {
            let mut command = Command::new(programs.join(name));
            command.current_dir(folder.path()).env("LC_ALL", "C");
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command
        };

        let log = folder.path().join("log");
        let file = File::create(&log)?;
        let mut initdb = program("initdb");
        initdb
            .args(["--pgdata=data", "--username=postgres", "--auth=trust"])
            .args(["--encoding=UTF8", "--locale=C", "--no-sync"])
            .stdout(file.try_clone()?)
            .stderr(file.try_clone()?);
        let made = guard::status(&mut initdb)?.success();
        ensure!(made, "initdb failed; {}", tail(&log));

        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let mut postgres = program("postgres");
        postgres.args(["-D", "data"]);
        for setting in [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            "max_connections=200".to_owned(),
            "fsync=off".to_owned(),
        ] {
            postgres.args(["-c", &setting]);
        }
        let child = guard::spawn(postgres.stdout(file.try_clone()?).stderr(file))?;
        let mut cluster = Self {
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            child,
            _folder: folder,
        };
        cluster.wait(&log)?;
        Ok(cluster)
    }

    fn wait(&mut self, log: &Path) -> Result<()> {
        let end = Instant::now() + TIMEOUT;
        while Instant::now() < end {
            let said = fs::read_to_string(log).unwrap_or_default();
            if said.contains("ready to accept connections") {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("PostgreSQL ended ({status}); {}", tail(log));
            }
            sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not become ready; {}", tail(log))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        guard::stop(&mut self.child);
    }
}

/// Runs a cluster until Ctrl-C, for tests started by hand.
pub(crate) fn hold() -> Result<bool> {
    let mut cluster = Cluster::start()?;
    println!("{VARIABLE}={}", cluster.url);
    Ok(guard::wait(&mut cluster.child)?.success())
}

/// The folder of PostgreSQL's server programs, which Debian keeps off PATH.
pub(crate) fn programs() -> Option<PathBuf> {
    let on_path = which("postgres").and_then(|program| Some(program.parent()?.to_owned()));
    let versions = read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut packaged: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    packaged.sort();
    let usual = PathBuf::from("/usr/local/bin");
    on_path
        .into_iter()
        .chain(packaged.into_iter().rev())
        .chain([usual])
        .find(|folder| {
            ["initdb", "postgres"]
                .iter()
                .all(|name| folder.join(name).is_file())
        })
}

/// Somebody else's user and group id, if xtask is root.
fn other_user() -> Result<Option<(u32, u32)>> {
    if id(&["-u"]) != Some(0) {
        return Ok(None);
    }
    let ids = USERS
        .iter()
        .find_map(|user| Some((id(&["-u", user])?, id(&["-g", user])?)));
    Ok(Some(ids.context(
        "PostgreSQL does not run as root, and there is no other user",
    )?))
}

fn id(args: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(args).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    let last = lines
        .get(lines.len().saturating_sub(10)..)
        .unwrap_or_default();
    format!("it said:\n{}", last.join("\n"))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_cluster_lets_in_whoever_connects_and_leaves_nothing_behind() {
        let cluster = Cluster::start().expect("it starts");
        let folder = cluster._folder.path().to_owned();
        let address = cluster
            .url
            .split(['@', '/'])
            .nth(3)
            .expect("it has an address");
        let mut stream = TcpStream::connect(address).expect("it listens");
        // Length, version 3.0, user; the answer to trust is R, 8 bytes long, 0: you are in.
        let hello = b"\0\0\0\x17\0\x03\0\0user\0postgres\0\0";
        stream.write_all(hello).expect("it reads");
        let mut answer = [0; 9];
        stream.read_exact(&mut answer).expect("it answers");
        assert_eq!(&answer, b"R\0\0\0\x08\0\0\0\0");
        drop((stream, cluster));
        assert!(!folder.exists(), "{} is left", folder.display());
    }
}
