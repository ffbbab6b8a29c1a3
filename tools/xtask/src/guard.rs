//! Child processes and folders that never outlive xtask, whether it ends, is interrupted or is killed.
//! Each child leads its own process group; a watchdog ends the groups once its pipe to xtask breaks.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs::remove_dir_all;
use std::io::{BufRead, Write, stdin};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Mutex, OnceLock};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

static PIPE: OnceLock<Mutex<ChildStdin>> = OnceLock::new();

/// How long a group may take to end by itself.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Starts the watchdog; call it before the first [`spawn`].
pub(crate) fn start() -> Result<()> {
    let mut watchdog = Command::new(std::env::current_exe()?)
        .arg("watchdog")
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()
        .context("the watchdog did not start")?;
    let pipe = watchdog.stdin.take().context("the watchdog has no pipe")?;
    PIPE.set(Mutex::new(pipe))
        .map_err(|_| anyhow!("the watchdog runs already"))
}

/// Starts `command` in a process group of its own that ends with xtask.
pub(crate) fn spawn(command: &mut Command) -> Result<Child> {
    let program = command.get_program().to_string_lossy().into_owned();
    let child = command
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("{program} did not start"))?;
    tell('+', child.id());
    Ok(child)
}

/// Runs `command` to its end.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    wait(&mut spawn(command)?)
}

/// Waits for a child's end and takes its group off the watchdog's list.
pub(crate) fn wait(child: &mut Child) -> Result<ExitStatus> {
    let status = child.wait()?;
    tell('-', child.id());
    Ok(status)
}

/// Ends a child and all it started.
pub(crate) fn stop(child: &mut Child) {
    signal("TERM", child.id());
    let end = Instant::now() + TIMEOUT;
    while matches!(child.try_wait(), Ok(None)) && Instant::now() < end {
        sleep(Duration::from_millis(20));
    }
    signal("KILL", child.id());
    let _ = child.wait();
    tell('-', child.id());
}

/// Has a folder removed once xtask and its children have ended.
pub(crate) fn remove_at_end(folder: &Path) {
    tell('/', folder.display());
}

/// Ends a child and all it started at once, as a power cut would.
pub(crate) fn kill(child: &mut Child) {
    signal("KILL", child.id());
    let _ = child.wait();
    tell('-', child.id());
}

fn tell(sign: char, what: impl Display) {
    if let Some(Ok(mut pipe)) = PIPE.get().map(Mutex::lock) {
        // A dead watchdog costs the clean-up, not the task.
        let _ = writeln!(pipe, "{sign}{what}");
    }
}

/// What the watchdog has been told.
#[derive(Default)]
struct Notes {
    groups: BTreeSet<u32>,
    folders: Vec<PathBuf>,
}

/// The watchdog's life: note groups and folders until the pipe breaks, then end what is left.
pub(crate) fn watch() {
    let mut notes = Notes::default();
    for line in stdin().lock().lines().map_while(Result::ok) {
        note(&mut notes, &line);
    }
    for group in &notes.groups {
        signal("TERM", *group);
    }
    let end = Instant::now() + TIMEOUT;
    while notes.groups.iter().any(|group| signal("0", *group)) && Instant::now() < end {
        sleep(Duration::from_millis(50));
    }
    for group in &notes.groups {
        signal("KILL", *group);
    }
    for folder in &notes.folders {
        // Gone already, unless xtask was interrupted.
        let _ = remove_dir_all(folder);
    }
}

fn note(notes: &mut Notes, line: &str) {
    let Some((sign, rest)) = line.split_at_checked(1) else {
        return;
    };
    match (sign, rest.parse()) {
        ("+", Ok(group)) => {
            notes.groups.insert(group);
        }
        ("-", Ok(group)) => {
            notes.groups.remove(&group);
        }
        ("/", _) => notes.folders.push(rest.into()),
        _ => {}
    }
}

/// Signals a whole group; `false` if nobody is in it. The shell's own `kill` is always there.
fn signal(name: &str, group: u32) -> bool {
    Command::new("sh")
        .args(["-c", &format!("kill -s {name} -- -{group}")])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_have_not_ended_and_folders_are_noted() {
        let mut notes = Notes::default();
        for line in ["+12", "+7", "-12", "", "+", "?x", "//tmp/a"] {
            note(&mut notes, line);
        }
        assert_eq!(notes.groups.into_iter().collect::<Vec<_>>(), [7]);
        assert_eq!(notes.folders, [Path::new("/tmp/a")]);
    }

    #[test]
    fn stopping_a_child_ends_its_children_too() {
        let mut child = Command::new("sh")
            .args(["-c", "sleep 60 & sleep 60"])
            .process_group(0)
            .spawn()
            .expect("sh starts");
        let group = child.id();
        stop(&mut child);
        // Whoever adopts the grandchild may take a moment to bury it.
        let end = Instant::now() + Duration::from_secs(2);
        while signal("0", group) && Instant::now() < end {
            sleep(Duration::from_millis(20));
        }
        assert!(child.try_wait().expect("it was waited for").is_some());
    }
}
