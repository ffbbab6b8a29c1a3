//! Conversations with mail servers that are polite, refuse, or never end.

mod answers;
mod deliver;
mod endless;
mod tls;
