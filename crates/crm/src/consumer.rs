//! The consumer in the words that several CRMs want: names in two parts, digits, text in an address.

use domain::event::Contact;
use url::form_urlencoded::byte_serialize;

/// First and last name; whoever has none is called by their address or number, and nobody is nameless.
pub(crate) fn names(contact: &Contact) -> (Option<&str>, &str) {
    let name = contact.name.as_deref().unwrap_or_default().trim();
    let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let known = [
        Some(last),
        contact.email.as_deref(),
        contact.phone.as_deref(),
    ];
    let last = known.into_iter().flatten().find(|name| !name.is_empty());
    let first = Some(first).filter(|name| !name.is_empty());
    (first, last.unwrap_or("Unknown user"))
}

/// The digits of a telephone number, however it was written.
pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// Text in a path or a query, where a plus is no space as it is in forms.
pub(crate) fn escaped(text: &str) -> String {
    let escaped: String = byte_serialize(text.as_bytes()).collect();
    escaped.replace('+', "%20")
}
