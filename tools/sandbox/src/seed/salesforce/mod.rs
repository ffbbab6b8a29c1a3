//! Salesforce organisations: their people, what makes an administrator there, and the
//! connected apps that may ask for a person's consent.

mod built_in;
mod org;

pub(super) use built_in::{CLIENT, UAT_CLIENT, built_in};
pub(crate) use org::{App, Group, Org, PermissionSet, Profile, Queue, User};
