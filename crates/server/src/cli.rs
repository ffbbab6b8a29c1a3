//! The command line; every option has a twin in the environment.

mod kept;

use std::{
    io::{Write as _, stdout},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use crm::{Connectors, Destination, SandboxBase};
use lettre::message::Mailbox;

pub use kept::{Erase, Kept, Replay, Token};

use crate::{
    Assets, Channels, Config, Loopback, Mail, Origin, Server, Webhook,
    log::{self, Lost},
};

/// The portal's backend.
#[derive(Debug, Parser)]
#[command(name = "server", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the application
    Serve(Box<Serve>),
    /// Print the OpenAPI document of the API
    Openapi,
    /// Tokens of those who send events
    #[command(subcommand)]
    Token(Token),
    /// Set parked deliveries going again
    Replay(Replay),
    /// Forget a consumer: what their events said, and what Activity shows of them
    Erase(Erase),
}

/// Options of `server serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// Where to listen; this machine only, port 0 takes a free one
    #[arg(long, env = "PORTAL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: Loopback,
    #[command(flatten)]
    kept: Kept,
    /// The folder of the built application
    #[arg(long, env = "PORTAL_WEB_ROOT")]
    web_root: Option<PathBuf>,
    /// Call this sandbox instead of the real CRMs
    #[arg(long, env = "PORTAL_SANDBOX")]
    sandbox: Option<SandboxBase>,
    /// The address people open, where it is not the one listened on
    #[arg(long, env = "PORTAL_PUBLIC_URL")]
    public_url: Option<Origin>,
    /// Another origin whose pages may call the API
    #[arg(long, env = "PORTAL_ALLOWED_ORIGIN", value_delimiter = ',')]
    allowed_origin: Vec<Origin>,
    /// Another host name, with its port, to answer to
    #[arg(long, env = "PORTAL_ALLOWED_HOST", value_delimiter = ',')]
    allowed_host: Vec<String>,
    /// How often every stored connection is verified, such as 90s, 15m or 6h
    #[arg(long, env = "PORTAL_VERIFY_EVERY", default_value = "15m", value_parser = interval)]
    verify_every: Duration,
    /// How long what an event said is kept after it was delivered, such as 12h or 30d
    #[arg(long, env = "PORTAL_KEEP_EVENTS", default_value = "30d", value_parser = days)]
    keep_events: Duration,
    /// How many calls a minute each CRM gets; without it, four fifths of what the CRM says it takes
    #[arg(long, env = "PORTAL_CALLS_PER_MINUTE", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    calls_per_minute: Option<u32>,
    /// Who writes the mail that tells of connections that need attention; its server is named by
    /// PORTAL_SMTP_URL, and PORTAL_WEBHOOK_URL names an address that is told the same as JSON
    #[arg(long, env = "PORTAL_MAIL_FROM", requires = "mail_to")]
    mail_from: Option<Mailbox>,
    /// Who gets that mail
    #[arg(
        long,
        env = "PORTAL_MAIL_TO",
        value_delimiter = ',',
        requires = "mail_from"
    )]
    mail_to: Vec<Mailbox>,
    /// How log lines look
    #[arg(long, env = "PORTAL_LOG_FORMAT", default_value = "text")]
    log_format: log::Format,
    /// What is logged, such as info or server=debug
    #[arg(long, env = "PORTAL_LOG", default_value = "info,sqlx=warn")]
    log: String,
}

impl Serve {
    /// Serves until the program is told to stop.
    ///
    /// # Errors
    /// One sentence on what keeps the server from starting.
    pub async fn run(self) -> anyhow::Result<()> {
        let log = log::start(&self.log, self.log_format)?;
        let destination = self
            .sandbox
            .clone()
            .map_or(Destination::Real, Destination::Sandbox);
        let connectors = Connectors::new(destination)?;
        let stop = stop_signal()?;
        let _too_large = outlive_file_limits();
        let server = Server::bind(
            self.config(log.lost.clone())?,
            connectors.clone(),
            Arc::new(connectors),
        )
        .await?;
        // Whoever started the server may have gone: that is no reason to stop.
        let _ = writeln!(stdout(), "listening on http://{}", server.address())
            .and_then(|()| stdout().flush());
        server.run(stop).await;
        Ok(())
    }

    fn config(self, lost_lines: Lost) -> anyhow::Result<Config> {
        Ok(Config {
            listen: self.listen,
            keys: self.kept.keys(),
            database: self.kept.database,
            assets: assets(self.web_root.as_deref())?,
            sandbox: self.sandbox.is_some(),
            public_url: self.public_url,
            allowed_origins: self.allowed_origin,
            allowed_hosts: self.allowed_host,
            lost_lines,
            idle: Duration::from_secs(15),
            connections: None,
            timeout: Duration::from_secs(10),
            calls_per_minute: self.calls_per_minute,
            keep_events: self.keep_events,
            verify_every: self.verify_every,
            channels: Channels {
                webhook: webhook()?,
                mail: self
                    .mail_from
                    .map(|from| mail(from, self.mail_to))
                    .transpose()?,
            },
        })
    }
}

/// The path of such an address often is its password, so it does not come by command line.
fn webhook() -> anyhow::Result<Option<Webhook>> {
    match std::env::var("PORTAL_WEBHOOK_URL") {
        Ok(url) if !url.trim().is_empty() => Ok(Some(url.parse().context("PORTAL_WEBHOOK_URL")?)),
        _ => Ok(None),
    }
}

/// The address holds a password, so it never comes by command line either.
fn mail(from: Mailbox, to: Vec<Mailbox>) -> anyhow::Result<Mail> {
    let server = std::env::var("PORTAL_SMTP_URL")
        .context("mail needs its server: set PORTAL_SMTP_URL to smtps://user:password@host")?;
    Ok(Mail::new(&server, from, to)?)
}

/// A number with its unit: seconds, minutes or hours; one second to one day.
fn interval(text: &str) -> Result<Duration, String> {
    let units = [('s', 1), ('m', 60), ('h', 3600)];
    let seconds = units.into_iter().find_map(|(unit, seconds)| {
        let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
        number.checked_mul(seconds)
    });
    seconds
        .filter(|seconds| (1..=86_400).contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| "a time such as 90s, 15m or 6h is needed, up to 24h".to_owned())
}

/// A number with its unit: hours or days; up to ten years.
fn days(text: &str) -> Result<Duration, String> {
    let units = [('h', 3600), ('d', 86_400)];
    let seconds = units.into_iter().find_map(|(unit, seconds)| {
        let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
        number.checked_mul(seconds)
    });
    seconds
        .filter(|seconds| (1..=3_650 * 86_400).contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| "a time such as 12h or 30d is needed, up to ten years".to_owned())
}

#[cfg(feature = "embed")]
fn assets(web_root: Option<&Path>) -> anyhow::Result<Assets> {
    Ok(web_root.map_or_else(|| Ok(Assets::embedded()), Assets::from_folder)?)
}

#[cfg(not(feature = "embed"))]
fn assets(web_root: Option<&Path>) -> anyhow::Result<Assets> {
    Ok(Assets::from_folder(web_root.unwrap_or(Path::new("dist")))?)
}

/// A file that may not grow any more (`ulimit -f`) is an error of that write, as on a full disk, and not
/// the end of the program, as long as this is held.
#[cfg(target_os = "linux")]
fn outlive_file_limits() -> std::io::Result<tokio::signal::unix::Signal> {
    const SIGXFSZ: i32 = 25;
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::from_raw(SIGXFSZ))
}

/// There is no such signal elsewhere, or it is not known here.
#[cfg(not(target_os = "linux"))]
fn outlive_file_limits() {}

/// Ends when the program is told to stop. The signals are caught from this call on, not only
/// once the future is awaited: whoever reads the first line may answer it with a signal.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {} _ = terminate.recv() => {} }
    })
}

/// Ends when the program is told to stop. The signals are caught from this call on.
#[cfg(windows)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
