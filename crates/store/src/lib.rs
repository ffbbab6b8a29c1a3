//! Everything that is kept: the CRM settings, their sealed secrets, linked administrators with their
//! tokens, and what is known of each connection.
//!
//! One SQL text serves SQLite and PostgreSQL. No transaction is open while a CRM is asked: a save
//! names the version it was read at and is refused if another came first.

mod attempts;
mod clock;
mod credentials;
mod database;
mod delivery;
mod error;
mod grants;
mod health;
mod installation;
mod intake;
mod keys;
mod links;
mod notifications;
mod open;
mod private;
mod record_creation;
mod row;
mod seal;
mod secrets;
mod settings;
mod store;

pub use attempts::{Claim, ClaimedAttempt, NewAttempt};
pub use clock::Clock;
pub use credentials::Credential;
pub use database::Unavailability;
pub use delivery::{
    Decided, Ended, Filter, KeptRecord, Lane, LaneLease, Received, Settlement, Stored, Then,
};
pub use error::Error;
pub use intake::Intake;
pub use keys::{KeyError, KeySource};
pub use links::{Former, Lease, NewLink, NewTokens, Tokens};
pub use notifications::Turn;
pub use open::Alone;
pub use seal::SealError;
pub use store::Store;
