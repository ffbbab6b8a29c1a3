//! The HTTP server: the settings API, the first line of defence, and the delivery of the
//! application.
//!
//! [`Server::bind`] makes the whole of it from a [`Config`] and a [`Verifier`](crm::Verifier), for `main` and for
//! the tests alike.

mod accept;
mod api;
mod app;
mod assets;
pub mod cli;
mod config;
mod cookie;
mod deliver;
mod error;
mod etag;
mod events;
mod grants;
mod log;
mod metrics;
mod middleware;
mod request;
mod request_id;
mod retention;
mod router;
mod routes;
mod run;
mod settings;
mod supervisor;
mod suspicion;

pub use api::openapi_json;
pub use assets::Assets;
pub use config::{Config, Loopback, LoopbackError, Origin, OriginError};
pub use health::notifications::{Channels, Mail, MailError, Webhook, WebhookError};
pub use log::Lost as LostLines;
pub use run::{Server, StartError};
