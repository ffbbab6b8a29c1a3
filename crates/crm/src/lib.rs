//! One connector per CRM behind one trait: verify a connection, list its agents.
//!
//! Nothing a CRM answers is trusted or passed on as it is: classification is done by pure functions
//! over an answer of bounded size, and what people see of it is cleaned and searched for the secret.

mod agent;
mod answer;
mod connector;
mod credential;
mod dynamics;
mod endpoint;
mod http;
mod kustomer;
mod paging;
mod retry;
pub mod salesforce;
mod scrub;
mod tokens;
mod verifier;
mod zendesk;

pub use agent::{Agent, AgentsError};
pub use connector::{Connector, Connectors};
pub use endpoint::{Destination, SandboxBase, SandboxBaseError};
pub use http::{Limits, SetupError};
pub use verifier::Verifier;
