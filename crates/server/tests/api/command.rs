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

fn done(folder: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = server(folder, arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn a_token_is_printed_once_listed_without_itself_and_revoked_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let (code, token, said) = done(folder.path(), &["token", "create", "contact centre"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        token.starts_with("portal_") && token.trim().lines().count() == 1,
        "{token}"
    );
    let (code, _, said) = done(folder.path(), &["token", "create", "contact centre"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("choose another name"), "{said}");
    let (_, list, _) = done(folder.path(), &["token", "list"]);
    assert!(
        list.contains("contact centre") && list.contains("never used"),
        "{list}"
    );
    assert!(!list.contains(token.trim()));
    assert_eq!(
        done(folder.path(), &["token", "revoke", "contact centre"]).0,
        Some(0)
    );
    let (code, _, said) = done(folder.path(), &["token", "revoke", "contact centre"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("server token list"), "{said}");
    let (_, list, _) = done(folder.path(), &["token", "list"]);
    assert!(list.contains("revoked"), "{list}");
}

#[test]
fn replay_and_erase_say_what_they_need_and_what_they_did() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["replay"][..], &["replay", "--all", "x"], &["erase"]] {
        assert_eq!(done(folder.path(), arguments).0, Some(2), "{arguments:?}");
    }
    let (code, out, _) = done(folder.path(), &["replay", "--all"]);
    assert_eq!((code, out.trim()), (Some(0), "0 set going again"));
    let (code, _, said) = done(folder.path(), &["replay", "no-such-delivery"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no delivery of that id is parked"), "{said}");
    let (code, out, _) = done(folder.path(), &["erase", "--email", "eve@client.example"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("0 sessions erased"), "{out}");
}
