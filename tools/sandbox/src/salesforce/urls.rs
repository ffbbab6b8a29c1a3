//! The addresses in a token's answer: where the organisation lives, and whose token it is.
//! They look real unless a reading says that they lead back here, or to an enemy.

use super::{host::IDENTITY, id};
use crate::{address::Address, readings::Readings, seed::salesforce::Org};

/// `instance_url`.
pub(super) fn instance(readings: &Readings, at: &Address, org: &Org) -> String {
    match readings.get("salesforce_instance_url") {
        "sandbox" => at.base.clone(),
        "hostile" => "https://evil.example".to_owned(),
        "look_alike" => format!("https://{}.evil.example", org.host),
        _ => format!("https://{}", org.host),
    }
}

/// `id`: the identity URL, on a host that all organisations share.
pub(super) fn identity(readings: &Readings, at: &Address, org: &Org, user: &str) -> String {
    let path = format!("/id/{}/{}", id::long(&org.id), id::long(user));
    match readings.get("salesforce_instance_url") {
        "sandbox" => format!("{}{path}", at.base),
        _ => format!("https://{}{path}", IDENTITY[usize::from(org.is_sandbox())]),
    }
}
