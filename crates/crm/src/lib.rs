//! One port per CRM: verify in whose name it is entered, list its agents, write records.
//!
//! Nothing a CRM answers is trusted or passed on as it is: classification is done by pure functions
//! over an answer of bounded size, and what people see of it is cleaned and searched for the secret.

mod actor;
mod agent;
mod answer;
mod connector;
mod connectors;
mod consumer;
mod credential;
mod deadline;
mod dynamics;
mod endpoint;
mod http;
mod kustomer;
mod limits;
mod paging;
mod records;
mod retry;
pub mod salesforce;
mod scrub;
mod tokens;
mod trouble;
mod verifier;
mod written;
mod zendesk;

pub use actor::Actor;
pub use agent::{Agent, AgentsError};
pub use connector::Connector;
pub use connectors::Connectors;
pub use endpoint::{Destination, SandboxBase, SandboxBaseError};
pub use http::SetupError;
pub use limits::Limits;
pub use records::{Change, Marks, NewRecord, Note, Records, Refusal, Refused, RemoteRecord, Reply};
pub use verifier::Verifier;
