//! `POST /{tenant}/oauth2/v2.0/token`, checked in the order Entra checks.
//! The token names its audience; Dataverse accepts it on that host alone.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::refusal::{self, Refusal};
use crate::{
    address::At,
    clock,
    credentials::Credentials,
    label::is_label,
    seed::entra::{App, Tenant},
    state::{Grant, Sandbox},
    token,
};

/// As long as Entra's usually live: an hour less a second.
const LIFETIME: u64 = 3599;

pub(super) async fn issue(
    State(sandbox): State<Sandbox>,
    at: At,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let form: HashMap<String, String> = url::form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    let is_well_formed = !tenant.is_empty()
        && tenant
            .split('.')
            .all(|label| is_label(&label.to_ascii_lowercase()))
        && (tenant.contains('.') || tenant.len() == 36);
    if !is_well_formed {
        return refusal::malformed_tenant(&tenant).into_response();
    }
    let Some(tenant) = sandbox.seed().tenant(&at.host, &tenant) else {
        return refusal::no_tenant("invalid_request", &tenant).into_response();
    };
    match checked(&sandbox, tenant, &form, &headers) {
        Ok((app, audience)) => granted(&sandbox, tenant, app, audience),
        Err(refusal) => refusal.into_response(),
    }
}

fn checked<'a>(
    sandbox: &Sandbox,
    tenant: &'a Tenant,
    form: &HashMap<String, String>,
    headers: &HeaderMap,
) -> Result<(&'a App, String), Refusal> {
    let given = |name: &str| form.get(name).filter(|v| !v.is_empty());
    let grant = given("grant_type").ok_or_else(|| missing("grant_type"))?;
    if grant != "client_credentials" {
        let text = format!("The app requested an unsupported grant type '{grant}'.");
        return Err(bad("unsupported_grant_type", 70003, text));
    }
    let basic = match Credentials::of(headers) {
        Credentials::Basic { user, password } => Some((user, password)),
        _ => None,
    };
    let id = given("client_id").or(basic.as_ref().map(|b| &b.0));
    let id = id.ok_or_else(|| missing("client_id"))?;
    let scope = given("scope").ok_or_else(|| missing("scope"))?;
    let Some(resource) = scope.strip_suffix("/.default") else {
        let text = format!(
            "The provided value for the input parameter 'scope' is not valid. Client credential \
             flows must have a scope value with /.default suffixed to the resource identifier \
             (application ID URI). The scope {scope} is not valid."
        );
        return Err(bad("invalid_scope", 1_002_012, text));
    };
    let Some(app) = tenant.app(id) else {
        let text = format!(
            "Application with identifier '{id}' was not found in the directory '{}'. This can \
             happen if the application has not been installed by the administrator of the tenant \
             or consented to by any user in the tenant. You may have sent your authentication \
             request to the wrong tenant.",
            tenant.name
        );
        return Err(bad("unauthorized_client", 700_016, text));
    };
    if app.disabled {
        let text = format!("Application '{}'({}) is disabled.", app.id, app.name);
        return Err(bad("unauthorized_client", 7_000_112, text));
    }
    let secret = given("client_secret").or(basic.as_ref().map(|b| &b.1));
    check_secret(sandbox, app, secret)?;
    if app.blocked {
        let text = "Access has been blocked by Conditional Access policies. The access policy does \
                    not allow token issuance.";
        return Err(bad("invalid_grant", 53003, text.to_owned()));
    }
    let audience = audience(resource);
    let is_known = sandbox
        .seed()
        .dynamics_org(&audience)
        .is_some_and(|o| o.tenant == tenant.id);
    if !is_known && sandbox.reading("entra_unknown_resource") == "refuse" {
        let text = format!(
            "The resource principal named {resource} was not found in the tenant named {}. This \
             can happen if the application has not been installed by the administrator of the \
             tenant or consented to by any user in the tenant.",
            tenant.name
        );
        return Err(bad("invalid_resource", 500_011, text));
    }
    Ok((app, audience))
}

fn check_secret(sandbox: &Sandbox, app: &App, secret: Option<&String>) -> Result<(), Refusal> {
    let refused = |code, text| Refusal {
        status: match sandbox.reading("entra_status") {
            "400" => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        },
        error: "invalid_client",
        code,
        text,
    };
    let Some(secret) = secret else {
        let text = "The request body must contain the following parameter: \
                    'client_assertion' or 'client_secret'.";
        return Err(refused(7_000_218, text.to_owned()));
    };
    let known = app.secrets.iter().find(|s| s.value == *secret);
    match known.filter(|s| !sandbox.is_revoked(&s.value)) {
        Some(known) if known.expired => Err(refused(
            7_000_222,
            format!(
                "The provided client secret keys for app '{}' are expired. Visit the Azure portal \
                 to create new keys for your app: https://aka.ms/NewClientSecret, or consider \
                 using certificate credentials for added security: https://aka.ms/certCreds.",
                app.id
            ),
        )),
        Some(_) => Ok(()),
        None => Err(refused(
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is \
                 the client secret value, not the client secret ID, for a secret added to app '{}'.",
                app.id
            ),
        )),
    }
}

fn granted(sandbox: &Sandbox, tenant: &Tenant, app: &App, audience: String) -> Response {
    let now = clock::now();
    let value = token::jwt(&json!({
        "aud": format!("https://{audience}"), "iss": format!("https://sts.windows.net/{}/", tenant.id),
        "iat": now, "nbf": now, "exp": now + LIFETIME, "appid": app.id, "idtyp": "app",
        "tid": tenant.id, "ver": "1.0",
    }));
    sandbox.issue(
        &value,
        Grant::Dynamics {
            app: app.id.clone(),
            audience,
        },
        LIFETIME,
    );
    let headers = [
        (header::CACHE_CONTROL, "no-store, no-cache".to_owned()),
        (header::PRAGMA, "no-cache".to_owned()),
        (HeaderName::from_static("x-ms-request-id"), token::uuid()),
    ];
    let body = json!({
        "token_type": "Bearer", "expires_in": LIFETIME, "ext_expires_in": LIFETIME,
        "access_token": value,
    });
    (headers, Json(body)).into_response()
}

/// The host of a resource URL, written as the seed writes it.
fn audience(resource: &str) -> String {
    let host = resource
        .strip_prefix("https://")
        .unwrap_or(resource)
        .trim_end_matches('/');
    host.to_ascii_lowercase().replacen(".api.", ".", 1)
}

fn bad(error: &'static str, code: u32, text: String) -> Refusal {
    Refusal {
        status: StatusCode::BAD_REQUEST,
        error,
        code,
        text,
    }
}

fn missing(name: &str) -> Refusal {
    let text = format!("The request body must contain the following parameter: '{name}'.");
    bad("invalid_request", 900_144, text)
}
