//! The CRMs, imitated over real HTTP: Zendesk Support, Salesforce, Microsoft Entra with
//! Dataverse, and Kustomer. Connectors are tried against it, so it shares no code with them.
#![doc = include_str!("../README.md")]
#![expect(
    clippy::result_large_err,
    reason = "a refusal is an answer like any other here, and axum's answers are large"
)]

mod address;
mod clock;
mod control;
mod credentials;
mod dataverse;
mod entra;
mod faults;
mod front;
mod html;
mod kustomer;
mod label;
mod limits;
mod origin;
mod pace;
mod page;
mod readings;
mod refusal;
mod requests;
mod salesforce;
mod seed;
mod state;
mod token;
mod zendesk;

use std::{io, net::SocketAddr};

use axum::Router;
use tokio::net::TcpListener;

pub use seed::Seed;

/// A fresh sandbox with the built-in seed, to be served on loopback.
pub fn app() -> Router {
    app_with(Seed::built_in())
}

/// The same with a seed of one's own.
pub fn app_with(seed: Seed) -> Router {
    front::router(state::Sandbox::new(seed))
}

/// Serves a fresh sandbox for ever; refuses a listener that others could reach.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    serve_with(listener, Seed::built_in()).await
}

/// The same with a seed of one's own.
pub async fn serve_with(listener: TcpListener, seed: Seed) -> io::Result<()> {
    require_loopback(listener.local_addr()?)?;
    let app = app_with(seed).into_make_service_with_connect_info::<pace::Pace>();
    axum::serve(pace::PacedListener(listener), app).await
}

/// Its credentials are public, so nobody else may reach it.
pub fn require_loopback(address: SocketAddr) -> io::Result<()> {
    if address.ip().is_loopback() {
        return Ok(());
    }
    let text = format!("{address} is not a loopback address: the sandbox's secrets are public");
    Err(io::Error::new(io::ErrorKind::AddrNotAvailable, text))
}
