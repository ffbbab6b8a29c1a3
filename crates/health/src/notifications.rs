//! Telling the administrators, once a turn, that a connection needs attention or works again.
//!
//! Whatever changes what is known of a connection wakes [`Notifications::run`]; it looks at the
//! whole, so that nothing has to be remembered but what was told last. Each channel has a task and
//! a back-off of its own, so that one that fails never delays the other.

mod address;
mod channel;
mod channels;
mod delivery;
mod mail;
mod notification;
mod pace;
mod record;
mod service;
mod turns;
mod undelivered;
mod webhook;

#[cfg(test)]
mod tests;

pub use channel::ChannelKind;
pub use channels::Channels;
pub use mail::{Mail, MailError};
pub use record::{Counts, Failing};
pub use service::{Context, Notifications};
pub use undelivered::{SmtpCode, Undelivered};
pub use webhook::{Webhook, WebhookError};
