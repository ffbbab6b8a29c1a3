//! The HTTP server: the settings API, the first line of defence, and the delivery of the
//! application.
//!
//! [`Server::bind`] makes the whole of it from a [`Config`] and a [`Verifier`], for `main` and for
//! the tests alike.

mod api;
mod app;
mod ask;
mod assets;
pub mod cli;
mod config;
mod cookie;
mod error;
mod guard;
mod links;
mod metrics;
mod request;
mod run;
mod saving;
mod testing;
mod tries;
mod verifier;
mod watch;

pub use api::openapi_json;
pub use assets::Assets;
pub use config::{Config, Loopback, LoopbackError, Origin, OriginError};
pub use health::notifications::{Channels, Mail, MailError, Webhook, WebhookError};
pub use run::{Server, StartError};
pub use verifier::{CrmVerifier, Verifier};
