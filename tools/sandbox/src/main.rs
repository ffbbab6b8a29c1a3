//! `sandbox --listen 127.0.0.2:4010`: the imitated CRMs as a program.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::Parser;
use sandbox::Seed;
use tokio::net::TcpListener;

/// The CRMs, imitated over real HTTP.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Loopback address and port to listen on.
    #[arg(long, default_value = "127.0.0.2:4010")]
    listen: SocketAddr,
    /// Organisations and credentials instead of the built-in ones, as `/control/seed` shows them.
    #[arg(long)]
    seed_file: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).init();

    sandbox::require_loopback(options.listen)?;
    let seed = match &options.seed_file {
        None => Seed::built_in(),
        Some(path) => {
            let text = std::fs::read_to_string(path);
            let text = text.with_context(|| format!("cannot read {}", path.display()))?;
            Seed::from_json(&text).with_context(|| format!("{} is no seed", path.display()))?
        }
    };
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", options.listen))?;
    println!(
        "Sandbox CRMs: http://{}/ says what to type.",
        listener.local_addr()?
    );
    tokio::select! {
        result = sandbox::serve_with(listener, seed) => result.map_err(Into::into),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}
