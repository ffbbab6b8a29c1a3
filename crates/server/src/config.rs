//! What the server is told at start, as types that hold only what it can work with.

use std::{fmt, net::SocketAddr, str::FromStr, time::Duration};

use store::KeySource;
use url::Url;

use crate::{Assets, Channels, LostLines};

/// Everything the server is told at start.
#[derive(Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: Loopback,
    /// The database's address.
    pub database: String,
    /// The keys of the sealed secrets.
    pub keys: KeySource,
    /// The built application.
    pub assets: Assets,
    /// Whether the verifier talks to the sandbox.
    pub sandbox: bool,
    /// The address people open.
    pub public_url: Option<Origin>,
    /// Further origins whose pages may call the API.
    pub allowed_origins: Vec<Origin>,
    /// Further host names to answer to.
    pub allowed_hosts: Vec<String>,
    /// Counts the lines of the log that were lost.
    pub lost_lines: LostLines,
    /// How long a connection may be open without a request.
    pub idle: Duration,
    /// How many connections there may be at once; half of the descriptors if none is given.
    pub connections: Option<usize>,
    /// How long a CRM may take to answer one verification.
    pub timeout: Duration,
    /// How many calls a minute a CRM gets; if none is given, four fifths of what it says it takes.
    pub calls_per_minute: Option<u32>,
    /// How long what an event said is kept after it was delivered.
    pub keep_events: Duration,
    /// How often every stored connection is verified.
    pub verify_every: Duration,
    /// Who is told that one needs attention.
    pub channels: Channels,
}

/// An address that only this machine reaches.
#[derive(Clone, Copy, Debug)]
pub struct Loopback(SocketAddr);

/// Why an address is not listened on.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum LoopbackError {
    /// Not an address with a port.
    #[error("an address with its port is needed, such as 127.0.0.1:8080")]
    Unreadable,
    /// Other machines could reach it.
    #[error(
        "there is no sign-in yet, so the server listens on this machine only: use 127.0.0.1, localhost or [::1]"
    )]
    Reachable,
}

impl Loopback {
    /// The address.
    #[must_use]
    pub fn address(self) -> SocketAddr {
        self.0
    }
}

impl FromStr for Loopback {
    type Err = LoopbackError;

    fn from_str(text: &str) -> Result<Self, LoopbackError> {
        let text = text
            .strip_prefix("localhost:")
            .map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
        let address: SocketAddr = text.parse().map_err(|_| LoopbackError::Unreadable)?;
        if address.ip().is_loopback() {
            Ok(Self(address))
        } else {
            Err(LoopbackError::Reachable)
        }
    }
}

/// Scheme, host and port, as a browser writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    host: String,
    default_port: Option<u16>,
}

/// Why a text is no origin.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error(
    "an address such as https://portal.example is needed, with nothing after the host and its port"
)]
pub struct OriginError;

impl Origin {
    /// The host, with its port unless that is the scheme's own.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The scheme's own port, where the origin is on it.
    pub(crate) fn default_port(&self) -> Option<u16> {
        self.default_port
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text.trim()).map_err(|_| OriginError)?;
        let origin = url.origin().ascii_serialization();
        let is_plain = matches!(url.scheme(), "http" | "https")
            && url.as_str().trim_end_matches('/') == origin;
        let (_, host) = origin
            .split_once("://")
            .filter(|_| is_plain)
            .ok_or(OriginError)?;
        Ok(Self {
            host: host.to_owned(),
            default_port: url
                .port()
                .is_none()
                .then(|| url.port_or_known_default())
                .flatten(),
            text: origin,
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_on() {
        for fine in ["127.0.0.1:8080", "[::1]:0", "localhost:80", "127.0.0.2:1"] {
            assert!(fine.parse::<Loopback>().is_ok(), "{fine}");
        }
        for reachable in [
            "0.0.0.0:8080",
            "[::]:8080",
            "192.168.1.4:80",
            "[::ffff:127.0.0.1]:80",
        ] {
            assert!(
                matches!(reachable.parse::<Loopback>(), Err(LoopbackError::Reachable)),
                "{reachable}"
            );
        }
        for unreadable in ["8080", "example.com:80", "127.0.0.1", "localhost", ""] {
            assert!(
                matches!(
                    unreadable.parse::<Loopback>(),
                    Err(LoopbackError::Unreadable)
                ),
                "{unreadable}"
            );
        }
    }

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        let origin: Origin = "HTTPS://Portal.Example:443/".parse().unwrap();
        assert_eq!(
            (origin.to_string().as_str(), origin.host()),
            ("https://portal.example", "portal.example")
        );
        let origin: Origin = "http://127.0.0.1:8081".parse().unwrap();
        assert_eq!(origin.host(), "127.0.0.1:8081");
        for wrong in [
            "portal.example",
            "https://a/b",
            "https://u@a",
            "file:///x",
            "null",
            "https://a?x",
            "*",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
