//! A customer, and how Kustomer shows one.

use serde_json::{Map, Value, json};

use crate::{clock, seed::kustomer::Org};

/// An e-mail address or telephone number, and of which kind it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) kind: Option<String>,
    pub(crate) value: String,
}

/// Somebody who contacts the organisation.
#[derive(Debug, Clone)]
pub(crate) struct Customer {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) emails: Vec<Address>,
    pub(crate) phones: Vec<Address>,
    pub(crate) custom: Map<String, Value>,
    pub(crate) created_by: String,
    pub(crate) modified_by: String,
    /// Milliseconds since 1970.
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
    pub(crate) rev: u64,
}

/// How a customer is looked up: `email=...`, `phone=...` or `externalId=...`. Case matters in none but
/// the first.
pub(crate) fn handle(name: &str, value: &str) -> String {
    match name {
        "email" => format!("email={}", value.to_lowercase()),
        _ => format!("{name}={value}"),
    }
}

impl Customer {
    /// All that nobody else may have.
    pub(crate) fn handles(&self) -> Vec<String> {
        let emails = self.emails.iter().map(|e| handle("email", &e.value));
        let phones = self.phones.iter().map(|p| handle("phone", &p.value));
        let id = self.external_id.iter().map(|x| handle("externalId", x));
        emails.chain(phones).chain(id).collect()
    }

    /// What a merge leaves of two: this one, with the other's addresses.
    pub(super) fn take_over(&mut self, other: Self, now: u64) {
        self.emails.extend(other.emails);
        self.phones.extend(other.phones);
        self.name = self.name.take().or(other.name);
        self.external_id = self.external_id.take().or(other.external_id);
        self.updated_at = now;
        self.rev += 1;
    }

    /// The name people see.
    pub(crate) fn display_name(&self) -> String {
        let address = || self.emails.first().or(self.phones.first());
        let name = self.name.clone();
        name.or_else(|| address().map(|address| address.value.clone()))
            .unwrap_or_else(|| "Unknown".to_owned())
    }

    pub(crate) fn shown(&self, org: &Org) -> Value {
        let list = |name: &str, addresses: &[Address]| -> Vec<Value> {
            let shown = |a: &Address| json!({ name: a.value, "verified": false, "type": a.kind });
            addresses.iter().map(shown).collect()
        };
        let ids = self.external_id.iter().map(
            |external_id| json!({ "externalId": external_id, "verified": false, "id": self.id }),
        );
        let path = format!("/v1/customers/{}", self.id);
        let user = |id: &str| json!({ "data": { "type": "user", "id": id } });
        json!({
            "type": "customer", "id": self.id,
            "attributes": {
                "name": self.name, "displayName": self.display_name(),
                "externalId": self.external_id, "externalIds": ids.collect::<Vec<_>>(),
                "emails": list("email", &self.emails), "phones": list("phone", &self.phones),
                "custom": self.custom, "createdAt": clock::iso(self.created_at),
                "updatedAt": clock::iso(self.updated_at), "rev": self.rev,
            },
            "relationships": {
                "org": { "data": { "type": "org", "id": org.id } },
                "messages": { "links": { "self": format!("{path}/messages") } },
                "createdBy": user(&self.created_by), "modifiedBy": user(&self.modified_by),
            },
            "links": { "self": path },
        })
    }
}
