//! The rule book of the portal, and the JSON that travels between page and server.
//!
//! The page and the server call the same functions: the box greys in the browser by the rule with
//! which the server refuses. Nothing here reads a clock, draws a random number or does I/O.

mod attribution;
mod availability;
mod choice;
mod clipboard;
mod code;
mod connection;
mod crm;
mod draft;
mod expiry;
mod fields;
mod health;
mod link;
mod linking;
pub mod parse;
mod problem;
pub mod save;
mod secret;
mod settings;
mod verdict;
pub mod wire;

pub use attribution::{
    Attribution, Channel, Interaction, Party, Policy, Readiness, Reason, attribute,
};
pub use availability::{Obstacle, availability};
pub use choice::{Cloud, CredentialKind};
pub use code::Code;
pub use connection::{Connection, Unready, binding, keeps_links, malformed};
pub use crm::{Crm, Field, Input, Part};
pub use draft::{Draft, PanelDraft, Wanted};
pub use expiry::{DAY, Expiry, expiry};
pub use fields::Fields;
pub use health::{Health, Status, status};
pub use link::{Link, LinkState, acting};
pub use linking::{LinkFailure, LinkRefusal, Linking, LinkingStatus, missing_for_link};
pub use problem::Problem;
pub use secret::{Secret, SecretEdit, SecretState, last_four};
pub use settings::{Panel, Settings};
pub use verdict::{ActsAs, Cause, Check, Detail, Verdict, Warning};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;
