//! The security headers of every answer, errors included.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::{assets::Assets, routes::is_api};

const FIXED: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    // The window of a linked CRM has to reach back to the page that opened it.
    ("cross-origin-opener-policy", "same-origin-allow-popups"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("x-frame-options", "DENY"),
    ("x-permitted-cross-domain-policies", "none"),
];

/// The headers for this application: its inline scripts run, no others do.
pub(crate) fn of(assets: &Assets) -> HeaderMap {
    let scripts: String = assets
        .inline_script_hashes()
        .iter()
        .map(|hash| format!(" '{hash}'"))
        .collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).expect("hashes are base64");
    let fixed = FIXED.map(|(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    });
    fixed
        .into_iter()
        .chain([(header::CONTENT_SECURITY_POLICY, policy)])
        .collect()
}

/// Adds them; nothing of the API and no error is stored by anybody.
pub(crate) async fn add(
    State(headers): State<HeaderMap>,
    request: Request,
    next: Next,
) -> Response {
    let is_api = is_api(request.uri().path());
    let mut response = next.run(request).await;
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    if is_api || is_error {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let given = response.headers_mut();
    for (name, value) in headers {
        // An answer that has its own keeps it.
        if let Some(name) = name
            && !given.contains_key(&name)
        {
            given.insert(name, value);
        }
    }
    response
}
