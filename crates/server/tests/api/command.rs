//! The program itself: what it refuses to start with, and its first line.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Output, Stdio},
};

fn server(folder: &std::path::Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.current_dir(folder).env_clear().args(arguments);
    command
}

fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let Output { status, stderr, .. } = server(folder.path(), arguments).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[test]
fn it_listens_on_this_machine_only() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.7:0"] {
        let (code, said) = refused(&["serve", "--listen", address]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("there is no sign-in yet"), "{said}");
    }
}

#[test]
fn a_sandbox_is_on_this_machine_only() {
    for address in [
        "http://sandbox.example",
        "http://192.0.2.7:4010",
        "https://127.0.0.2",
        "nonsense",
    ] {
        let (code, said) = refused(&["serve", "--sandbox", address]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("--sandbox"), "{said}");
    }
}

#[test]
fn a_wrong_key_is_refused_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let run = server(folder.path(), &["serve", "--listen", "127.0.0.1:0"])
        .env("PORTAL_KEY", "password")
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(
        said.trim()
            .lines()
            .last()
            .unwrap()
            .starts_with("error: Line 1 of the keys is no key"),
        "{said}"
    );
    assert!(!said.contains("password"));
}

#[test]
fn its_first_line_says_where_it_listens() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = server(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0", "--log-format", "json"],
    );
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(running.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    running.kill().unwrap();
    running.wait().unwrap();
    let port = line
        .trim()
        .strip_prefix("listening on http://127.0.0.1:")
        .unwrap();
    assert_ne!(port.parse::<u16>().unwrap(), 0);
    assert!(
        folder.path().join("data/portal.db").exists()
            && folder.path().join("data/portal.key").exists()
    );
}

#[cfg(unix)]
#[test]
fn it_stops_in_order_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = server(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(running.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    Command::new("kill")
        .args(["-TERM", &running.id().to_string()])
        .status()
        .unwrap();
    assert_eq!(running.wait().unwrap().code(), Some(0));
}

#[test]
fn a_taken_port_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, said) = refused(&["serve", "--listen", &address]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains(&format!("error: {address} is taken by another program")),
        "{said}"
    );
}
