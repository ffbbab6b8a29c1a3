//! The headers by which a vendor's support finds a request, and the charset each one names.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{address::Crm, token};

/// Adds what every answer of this CRM carries.
pub(crate) fn tell(crm: Crm, headers: &mut HeaderMap) {
    let names: &[&str] = match crm {
        Crm::Zendesk => &["x-zendesk-request-id", "x-request-id"],
        Crm::Entra => &["x-ms-request-id"],
        Crm::Dynamics => &["x-ms-service-request-id", "req_id"],
        Crm::Kustomer => &["x-request-id"],
        Crm::Salesforce => &["sfdc-request-id"],
    };
    for name in names {
        let name = HeaderName::from_static(name);
        if let Ok(id) = HeaderValue::from_str(&token::uuid()) {
            // An answer that has its own keeps it.
            headers.entry(name).or_insert(id);
        }
    }
    let charset = match crm {
        Crm::Salesforce => "application/json;charset=UTF-8",
        _ => "application/json; charset=utf-8",
    };
    let is_bare = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json");
    if is_bare {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(charset));
    }
}
