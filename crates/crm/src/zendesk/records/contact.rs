//! The consumer as Zendesk's end-user.

use domain::event::Contact;
use serde_json::{Map, Value, json};
use url::form_urlencoded::byte_serialize;

/// What makes or finds an end-user: by e-mail address or external id, which a telephone number is not.
pub(super) fn body(contact: &Contact, key: &str) -> Value {
    let name = contact
        .name
        .as_ref()
        .or(contact.email.as_ref())
        .or(contact.phone.as_ref());
    let mut user = Map::from_iter([
        (
            "name".to_owned(),
            json!(name.map_or("Unknown user", |name| name)),
        ),
        ("skip_verify_email".to_owned(), json!(true)),
    ]);
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            user.insert(name.to_owned(), json!(value));
        }
    };
    set("email", contact.email.clone());
    set("phone", contact.phone.clone());
    set("external_id", external_id(contact, key));
    json!({ "user": user })
}

/// By what an end-user without an address is found again; one with an address keeps whatever id there is.
fn external_id(contact: &Contact, key: &str) -> Option<String> {
    let of_phone = |phone: &String| {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| format!("portal:tel:{digits}"))
    };
    match contact {
        Contact { email: Some(_), .. } => None,
        Contact { id: Some(id), .. } => Some(format!("portal:{id}")),
        Contact {
            phone: Some(phone), ..
        } => of_phone(phone).or_else(|| Some(key.to_owned())),
        _ => Some(key.to_owned()),
    }
}

/// The query that finds an end-user who has been there for a while.
pub(super) fn query(contact: &Contact) -> Option<String> {
    let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    match &contact.email {
        Some(email) => {
            // Quoted, or white space and signs in it would be search syntax.
            let email = email.trim().replace('"', "");
            let query = format!("email:\"{email}\"");
            Some(format!("query={}", escaped(&query)))
        }
        None => {
            let id = external_id(contact, "")?;
            (!id.is_empty()).then(|| format!("external_id={}", escaped(&id)))
        }
    }
}

/// Whether a user that was found is the one that was looked for.
pub(super) fn is(user: &Value, contact: &Contact) -> bool {
    match &contact.email {
        Some(email) => user["email"]
            .as_str()
            .is_some_and(|found| found.eq_ignore_ascii_case(email.trim())),
        None => user["external_id"].as_str() == external_id(contact, "").as_deref(),
    }
}

/// The id of a user.
pub(super) fn id(user: Option<&Value>) -> Option<String> {
    Some(user?.get("id")?.as_u64()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(email: Option<&str>, phone: Option<&str>, id: Option<&str>) -> Contact {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Contact {
            id: text(id),
            name: None,
            email: text(email),
            phone: text(phone),
        }
    }

    #[test]
    fn an_end_user_is_found_again_by_what_zendesk_matches() {
        for (contact, name, external_id) in [
            (
                contact(Some("eve@c.example"), Some("+33 1"), Some("7")),
                "eve@c.example",
                json!(null),
            ),
            (
                contact(None, Some("+33 1-23"), None),
                "+33 1-23",
                json!("portal:tel:33123"),
            ),
            (
                contact(None, Some("+33 1"), Some("7")),
                "+33 1",
                json!("portal:7"),
            ),
            (contact(None, None, None), "Unknown user", json!("key")),
        ] {
            let body = body(&contact, "key");
            assert_eq!(body["user"]["name"], name);
            assert_eq!(body["user"]["external_id"], external_id);
        }
    }

    #[test]
    fn only_the_one_that_was_looked_for_is_found() {
        let eve = contact(Some("Eve@c.example"), None, None);
        assert!(is(&json!({"email": "eve@C.example"}), &eve));
        assert!(!is(&json!({"email": "steve@c.example"}), &eve));
        assert_eq!(
            query(&eve).as_deref(),
            Some("query=email%3A%22Eve%40c.example%22")
        );
        assert_eq!(query(&contact(None, None, None)), None);
    }
}
