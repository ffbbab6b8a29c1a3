//! Saving the settings and testing a connection: domain's plan, the CRMs' word, one transaction.
//! Nothing here knows of HTTP requests.

mod context;
mod error;
mod known;
mod misplaced;
mod save;
mod test;

pub(crate) use context::Service;
pub(crate) use error::Error;
