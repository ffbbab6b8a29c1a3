//! A log that nobody takes: lines are lost and counted, requests are not.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::Client;
use tokio::time::timeout;

struct Running {
    process: Child,
    url: String,
    _folder: tempfile::TempDir,
}

impl Running {
    /// The program itself, with this standard error.
    fn start(stderr: Stdio) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_server"))
            .current_dir(folder.path())
            .env_clear()
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "debug"])
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Self {
            process,
            url,
            _folder: folder,
        }
    }

    async fn answers(&self, requests: usize) {
        let client = Client::builder().no_proxy().build().unwrap();
        for number in 0..requests {
            let asked = client.get(format!("{}/api/settings/crm", self.url)).send();
            let answer = timeout(Duration::from_secs(10), asked).await;
            let answer = answer.unwrap_or_else(|_| panic!("no answer to request {number}"));
            assert_eq!(answer.unwrap().status(), 200, "request {number}");
        }
    }

    async fn lost_lines(&self) -> u64 {
        let client = Client::builder().no_proxy().build().unwrap();
        let metrics = client.get(format!("{}/metrics", self.url)).send().await;
        let metrics = metrics.unwrap().text().await.unwrap();
        let line = metrics
            .lines()
            .find_map(|line| line.strip_prefix("portal_log_lines_lost "));
        line.expect("a count").parse().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn a_standard_error_that_nobody_drains_stops_no_request() {
    let running = Running::start(Stdio::piped());
    running.answers(1200).await;
}

#[tokio::test]
async fn a_closed_standard_error_stops_no_request_and_the_lines_are_counted() {
    let mut running = Running::start(Stdio::piped());
    drop(running.process.stderr.take());
    running.answers(50).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(running.lost_lines().await > 20);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_under_the_log_stops_no_request() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let running = Running::start(full.into());
    running.answers(50).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(running.lost_lines().await > 20);
}
