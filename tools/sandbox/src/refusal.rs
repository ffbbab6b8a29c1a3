//! Answers that every CRM gives in a shape of its own: statuses, limits, unknown paths.
//! Only this file knows all the shapes; each is written down beside its CRM.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};

use crate::{
    address::Crm, clock, dataverse, entra, kustomer, limits::Usage, salesforce, state::Sandbox,
    zendesk,
};

/// A status in the CRM's own words.
pub(crate) fn plain(crm: Crm, status: StatusCode) -> Response {
    match crm {
        Crm::Zendesk => zendesk::refusal::plain(status),
        Crm::Entra => entra::refusal::plain(status),
        Crm::Dynamics => dataverse::refusal::plain(status),
        Crm::Kustomer => kustomer::refusal::plain(status),
        Crm::Salesforce => salesforce::refusal::plain(status),
    }
}

/// 429 as documented for the CRM; Salesforce says 403, and not when to come back.
pub(crate) fn too_many(crm: Crm, usage: Usage, sandbox: &Sandbox) -> Response {
    if crm == Crm::Salesforce {
        return salesforce::refusal::limit_exceeded();
    }
    let as_text = crm == Crm::Zendesk && sandbox.reading("zendesk_429") == "text";
    if as_text {
        return zendesk::refusal::too_many_as_text();
    }
    let mut response = match crm {
        Crm::Dynamics => dataverse::refusal::too_many(sandbox.reading("dynamics_429")),
        _ => plain(crm, StatusCode::TOO_MANY_REQUESTS),
    };
    if crm != Crm::Kustomer {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(usage.reset_in));
    }
    response
}

/// The headers that tell a caller where it stands.
pub(crate) fn tell_limits(crm: Crm, path: &str, usage: Usage, headers: &mut HeaderMap) {
    let (limit, left, reset) = (usage.limit.requests, usage.remaining, usage.reset_in);
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    match crm {
        Crm::Zendesk => {
            set("x-rate-limit", limit.to_string());
            set("x-rate-limit-remaining", left.to_string());
            set("ratelimit-limit", limit.to_string());
            set("ratelimit-remaining", left.to_string());
            set("ratelimit-reset", reset.to_string());
            if path.trim_end_matches(".json").ends_with("/users") {
                let line = format!("total={limit}; remaining={left}; resets={reset}");
                set("zendesk-ratelimit-users-index", line);
            }
        }
        Crm::Dynamics => {
            set(
                "x-ms-ratelimit-burst-remaining-xrm-requests",
                left.to_string(),
            );
            set(
                "x-ms-ratelimit-time-remaining-xrm-requests",
                "1,200.00".to_owned(),
            );
        }
        Crm::Kustomer => {
            set("x-ratelimit-limit", limit.to_string());
            set("x-ratelimit-remaining", left.to_string());
            set("x-ratelimit-reset", (clock::now() + reset).to_string());
        }
        Crm::Salesforce => {
            let used = limit.saturating_sub(left);
            set("sforce-limit-info", format!("api-usage={used}/{limit}"));
        }
        Crm::Entra => {}
    }
}
