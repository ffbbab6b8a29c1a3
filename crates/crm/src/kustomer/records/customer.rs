//! The consumer as a customer.

use domain::event::Contact;
use serde_json::{Map, Value, json};

use crate::{answer::Answer, consumer::escaped};

/// Where a customer is looked for, one after the other: by address, by number, by our name for them.
pub(super) fn ways(contact: &Contact, key: Option<&str>) -> Vec<String> {
    let email = contact
        .email
        .as_ref()
        .map(|email| ("email", email.trim().to_owned()));
    let phone = contact
        .phone
        .as_ref()
        .map(|phone| ("phone", phone.trim().to_owned()));
    let ours = external_id(contact, key).map(|id| ("externalId", id));
    let ways = [email, phone, ours].into_iter().flatten();
    ways.map(|(name, value)| format!("/v1/customers/{name}={}", escaped(&value)))
        .collect()
}

/// A new customer.
pub(super) fn body(contact: &Contact, key: &str) -> Value {
    let name = contact
        .name
        .as_ref()
        .or(contact.email.as_ref())
        .or(contact.phone.as_ref());
    let mut body = Map::from_iter([(
        "name".to_owned(),
        json!(name.map_or("Unknown user", |name| name)),
    )]);
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    let email = contact.email.as_ref();
    set(
        "emails",
        email.map(|email| json!([{"type": "home", "email": email.trim()}])),
    );
    let phone = contact.phone.as_ref();
    set(
        "phones",
        phone.map(|phone| json!([{"type": "mobile", "phone": phone.trim()}])),
    );
    set(
        "externalId",
        external_id(contact, Some(key)).map(Value::from),
    );
    Value::Object(body)
}

/// By what a customer without an address is found again.
fn external_id(contact: &Contact, key: Option<&str>) -> Option<String> {
    match contact {
        Contact { id: Some(id), .. } => Some(format!("portal:{id}")),
        Contact {
            email: None,
            phone: None,
            ..
        } => key.map(str::to_owned),
        _ => None,
    }
}

/// The id of the customer an answer holds.
pub(super) fn id(answer: &Answer) -> Option<String> {
    answer.raw("/data/id").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_one_piece_of_the_path() {
        let contact = Contact {
            email: Some("a/../b+c@acme.example".to_owned()),
            ..Contact::default()
        };
        let expected = ["/v1/customers/email=a%2F..%2Fb%2Bc%40acme.example"];
        assert_eq!(ways(&contact, Some("portal-1")), expected);
    }

    #[test]
    fn somebody_without_an_address_is_found_by_our_name_for_them() {
        let nobody = Contact::default();
        assert_eq!(
            ways(&nobody, Some("portal-1")),
            ["/v1/customers/externalId=portal-1"]
        );
        assert_eq!(ways(&nobody, None), [""; 0]);
        let expected = json!({"name": "Unknown user", "externalId": "portal-1"});
        assert_eq!(body(&nobody, "portal-1"), expected);
    }
}
