//! The rule book of the portal, and the JSON that travels between page and server.
//!
//! The page and the server call the same functions: the box greys in the browser by the rule with
//! which the server refuses. Nothing here reads a clock, draws a random number or does I/O.

mod abilities;
mod activity;
mod attempt;
mod attribution;
mod availability;
mod binding;
mod blame;
mod channel;
mod clipboard;
mod code;
mod connection;
mod crm;
mod draft;
pub mod event;
mod expiry;
mod field;
mod fields;
mod link;
mod millis;
mod misplaced;
pub mod parse;
mod problem;
mod received;
mod record_creation;
pub mod save;
mod secret;
mod settings;
mod status;
mod unready;
mod verdict;
mod wanted;
pub mod wire;

pub use abilities::Abilities;
pub use activity::DeliveryState;
pub use attempt::{AttemptStatus, LinkAttempt, LinkFailure, LinkRefusal, missing_for_link};
pub use attribution::{
    Acting, Attribution, Decision, Fold, Interaction, Match, Origin, Owner, Party, People, Person,
    Policy, Readiness, Reason, Record, Session, Task, Unfit, World, attribute, decide, highest,
};
pub use availability::{Obstacle, availability};
pub use binding::{binding, goes_with, keeps_links};
pub use channel::Channel;
pub use code::Code;
pub use connection::Connection;
pub use crm::{Crm, salesforce::Cloud, zendesk::kind::CredentialKind};
pub use draft::{Draft, PanelDraft};
pub use expiry::{DAY, Expiry, expiry};
pub use field::{Field, Input, Part};
pub use fields::Fields;
pub use link::{Link, LinkState, acting};
pub use millis::Millis;
pub use problem::Problem;
pub use record_creation::{CreationOption, RecordCreation};
pub use secret::{Secret, SecretEdit, SecretState, last_four};
pub use settings::{Panel, Settings};
pub use status::{Status, status};
pub use unready::{Unready, malformed};
pub use verdict::{ActsAs, Cause, Check, Detail, Health, Verdict, Warning};
pub use wanted::Wanted;
