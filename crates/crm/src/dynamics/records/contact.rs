//! The consumer as a contact.

use domain::event::Contact;
use serde_json::{Map, Value, json};

use crate::consumer::{digits, escaped, names};

/// The name under which a consumer is made: what tells them apart, so that two sessions at once make one.
pub(super) fn name(contact: &Contact, key: &str) -> String {
    match contact {
        Contact {
            email: Some(email), ..
        } => {
            format!("contact email {}", email.trim().to_ascii_lowercase())
        }
        Contact {
            phone: Some(phone), ..
        } if !digits(phone).is_empty() => {
            format!("contact phone {}", digits(phone))
        }
        Contact { id: Some(id), .. } => format!("contact id {id}"),
        _ => format!("contact of {key}"),
    }
}

/// A new contact.
pub(super) fn body(contact: &Contact) -> Value {
    let (first, last) = names(contact);
    let fields = [
        ("firstname", first),
        ("lastname", Some(last)),
        ("emailaddress1", contact.email.as_deref()),
        ("mobilephone", contact.phone.as_deref()),
    ];
    let known = fields
        .into_iter()
        .filter_map(|(field, value)| Some((field.to_owned(), json!(value?))));
    Value::Object(Map::from_iter(known))
}

/// The query for contacts with this address, or else this number however it was written.
pub(super) fn query(contact: &Contact) -> Option<String> {
    let is =
        |field: &str, value: &str| format!("{field} eq '{}'", escaped(&value.replace('\'', "''")));
    let filter = match contact {
        Contact {
            email: Some(email), ..
        } => is("emailaddress1", email.trim()),
        Contact {
            phone: Some(phone), ..
        } if !digits(phone).is_empty() => {
            let mut ways = vec![
                phone.trim().to_owned(),
                digits(phone),
                format!("+{}", digits(phone)),
            ];
            ways.sort();
            ways.dedup();
            let each = ways
                .iter()
                .flat_map(|way| [is("mobilephone", way), is("telephone1", way)]);
            each.collect::<Vec<_>>().join(" or ")
        }
        _ => return None,
    };
    Some(format!("$filter={filter}&$orderby=createdon&$top=10"))
}

/// The oldest that is in use.
pub(super) fn first(rows: &[Value]) -> Option<String> {
    let is_active = |row: &&Value| row.get("statecode").and_then(Value::as_i64) != Some(1);
    id(rows.iter().find(is_active))
}

/// The id of a contact, or of the one it was merged into.
pub(super) fn id(contact: Option<&Value>) -> Option<String> {
    let text = |name: &str| contact?.get(name)?.as_str();
    Some(
        text("_masterid_value")
            .or_else(|| text("contactid"))?
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eve() -> Contact {
        Contact {
            id: None,
            name: Some("Eve van Dam".to_owned()),
            email: None,
            phone: Some("+31 20 555".to_owned()),
        }
    }

    #[test]
    fn the_last_word_is_the_family_name_and_nobody_is_nameless() {
        let body = body(&eve());
        assert_eq!(
            (&body["firstname"], &body["lastname"]),
            (&json!("Eve van"), &json!("Dam"))
        );
        let nobody = super::body(&Contact::default());
        assert_eq!(nobody, json!({"lastname": "Unknown user"}));
    }

    #[test]
    fn a_quote_stays_in_its_text_and_a_number_is_looked_for_in_its_forms() {
        let with = Contact {
            email: Some("o'neil+x@acme.example".to_owned()),
            ..eve()
        };
        let query = query(&with).expect("a query");
        assert!(
            query.starts_with("$filter=emailaddress1 eq 'o%27%27neil%2Bx%40acme.example'&"),
            "{query}"
        );
        let query = super::query(&eve()).expect("a query");
        assert!(
            query.contains("mobilephone eq '%2B3120555' or telephone1 eq '%2B3120555'"),
            "{query}"
        );
        assert_eq!(super::query(&Contact::default()), None);
    }

    #[test]
    fn a_merged_contact_is_the_one_it_was_merged_into() {
        let merged = json!({"contactid": "a", "statecode": 1, "_masterid_value": "b"});
        assert_eq!(id(Some(&merged)).as_deref(), Some("b"));
        let other = json!({"contactid": "c", "statecode": 0, "_masterid_value": null});
        assert_eq!(first(&[merged, other]).as_deref(), Some("c"));
    }
}
