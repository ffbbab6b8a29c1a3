//! Texts in web pages.

use axum::response::Redirect;

/// Text made safe for HTML, attributes included.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Where agents of a CRM see a record: here all of them stand on one page.
pub(crate) fn record(id: &str) -> Redirect {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let id: String = id.chars().filter(is_part).collect();
    Redirect::to(&format!("/records#{id}"))
}
