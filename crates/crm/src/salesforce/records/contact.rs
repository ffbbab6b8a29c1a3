//! The consumer as a contact.

use domain::event::Contact;
use serde_json::{Map, Value, json};

use super::text::quoted;
use crate::consumer::{digits, escaped, names};

/// A new contact.
pub(super) fn body(contact: &Contact) -> Value {
    let (first, last) = names(contact);
    let fields = [
        ("FirstName", first),
        ("LastName", Some(last)),
        ("Email", contact.email.as_deref()),
        ("Phone", contact.phone.as_deref()),
    ];
    let known = fields
        .into_iter()
        .filter_map(|(field, value)| Some((field.to_owned(), json!(value?))));
    Value::Object(Map::from_iter(known))
}

/// The query for contacts with this address, or else this number as it was written.
pub(super) fn query(contact: &Contact) -> Option<String> {
    let filter = match contact {
        Contact {
            email: Some(email), ..
        } => format!("Email='{}'", quoted(email.trim())),
        Contact {
            phone: Some(phone), ..
        } => {
            let phone = quoted(phone.trim());
            format!("Phone='{phone}' OR MobilePhone='{phone}'")
        }
        _ => return None,
    };
    Some(format!(
        "SELECT Id FROM Contact WHERE {filter} ORDER BY CreatedDate LIMIT 2"
    ))
}

/// The search for a number however it was written; its index lags behind.
pub(super) fn search(contact: &Contact) -> Option<String> {
    let phone = contact.phone.as_ref().filter(|_| contact.email.is_none())?;
    let digits = digits(phone);
    (digits.len() > 3).then(|| {
        let digits = escaped(&digits);
        format!("q={digits}&sobject=Contact&in=PHONE&fields=Id")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stays_in_its_text() {
        let contact = Contact {
            email: Some("o'neil@acme.example".to_owned()),
            ..Contact::default()
        };
        let query = query(&contact).expect("a query");
        assert!(query.contains("Email='o\\'neil@acme.example'"), "{query}");
    }

    #[test]
    fn a_number_is_searched_for_by_its_digits() {
        let contact = Contact {
            phone: Some("+31 (20) 555".to_owned()),
            ..Contact::default()
        };
        let expected = "q=3120555&sobject=Contact&in=PHONE&fields=Id";
        assert_eq!(search(&contact).as_deref(), Some(expected));
        assert_eq!(
            body(&contact),
            json!({"LastName": "+31 (20) 555", "Phone": "+31 (20) 555"})
        );
    }
}
