//! The smallest HTTP client that can ask a local server whether it is ready, and save.
//! Everything asked is on loopback and answers within seconds, so no library is worth its build time.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// `GET`s `path` from `base` (`http://127.0.0.1:8080`).
pub(crate) fn get(base: &str, path: &str) -> Result<Answer> {
    ask(base, "GET", path, &[], "")
}

/// `POST`s a body of whatever type its headers name.
pub(crate) fn post(base: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
    ask(base, "POST", path, headers, body)
}

/// Sends JSON.
pub(crate) fn send(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Result<Answer> {
    let mut all = vec![("Content-Type", "application/json")];
    all.extend(headers);
    ask(base, method, path, &all, &body.to_string())
}

fn ask(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let host = base
        .strip_prefix("http://")
        .context("only http:// addresses are asked")?
        .trim_end_matches('/');
    let address = host
        .parse()
        .with_context(|| format!("{host} is no address"))?;
    let limit = Duration::from_secs(3);
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    // HTTP/1.0: the answer ends with the connection and is never chunked.
    let mut request = format!("{method} {path} HTTP/1.0\r\nHost: {host}\r\nAccept: */*\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    parse(&String::from_utf8_lossy(&answer))
}

fn parse(answer: &str) -> Result<Answer> {
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .context("the answer is cut off")?;
    let status = head
        .split_whitespace()
        .nth(1)
        .and_then(|code| code.parse().ok())
        .context("the answer has no status")?;
    Ok(Answer {
        status,
        body: body.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_body_are_taken_apart() {
        let answer =
            parse("HTTP/1.1 503 Service Unavailable\r\nA: b\r\n\r\n{\"a\":1}").expect("it parses");
        assert_eq!((answer.status, answer.body.as_str()), (503, "{\"a\":1}"));
    }

    #[test]
    fn half_an_answer_is_an_error() {
        assert!(parse("HTTP/1.1 200 OK\r\nA: b").is_err());
    }
}
