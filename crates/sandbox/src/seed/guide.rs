//! The table "type this, see that": one row for each behaviour worth trying.
//! The page, `GET /control/seed` and the README all show these rows.

use serde::{Deserialize, Serialize};

use super::{entra, entra::app_id, kustomer};

/// One thing to try.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) crm: String,
    /// Label and value of each field to fill.
    pub(crate) fields: Vec<(String, String)>,
    /// What the CRM answers.
    pub(crate) happens: String,
    /// The verdict a connector should come to.
    pub(crate) verdict: String,
}

fn row(crm: &str, fields: &[(&str, &str)], happens: &str, verdict: &str) -> Row {
    Row {
        crm: crm.to_owned(),
        fields: fields
            .iter()
            .map(|(l, v)| ((*l).to_owned(), (*v).to_owned()))
            .collect(),
        happens: happens.to_owned(),
        verdict: verdict.to_owned(),
    }
}

pub(super) fn built_in() -> Vec<Row> {
    let mut rows = zendesk();
    rows.extend(kustomer());
    rows.extend(dynamics());
    rows
}

fn zendesk() -> Vec<Row> {
    const TOKEN: &str = "zd-sandbox-token-for-acme-1a2b";
    let row = |subdomain: &str, email: &str, token: &str, happens: &str, verdict: &str| {
        let fields = [
            ("Subdomain", subdomain),
            ("E-mail", email),
            ("API token", token),
        ];
        row("Zendesk", &fields, happens, verdict)
    };
    let acme = |email: &str, token: &str, happens: &str, verdict: &str| {
        row("acme-support", email, token, happens, verdict)
    };
    vec![
        acme(
            "camille.roy@acme.example",
            TOKEN,
            "Camille Roy, administrator and owner",
            "valid",
        ),
        acme(
            "alex.martin@acme.example",
            TOKEN,
            "Alex Martin, the second administrator",
            "valid",
        ),
        acme(
            "camille.roy@acme.example",
            "wrong-token",
            "401 Couldn't authenticate you",
            "rejected",
        ),
        acme(
            "nobody@acme.example",
            TOKEN,
            "401: no such user",
            "rejected",
        ),
        acme(
            "nora.neumann@acme.example",
            TOKEN,
            "401: her address is not verified",
            "rejected",
        ),
        acme(
            "simon.sorel@acme.example",
            TOKEN,
            "200, but the user is suspended",
            "rejected",
        ),
        acme(
            "odile.ortega@acme.example",
            TOKEN,
            "200, but only an agent",
            "not_admin",
        ),
        acme(
            "lucie.light@acme.example",
            TOKEN,
            "200, a light agent",
            "not_admin",
        ),
        acme(
            "eve.endler@client.example",
            TOKEN,
            "200, but an end user",
            "not_admin",
        ),
        row(
            "globex-help",
            "gil@globex.example",
            "zd-sandbox-token-for-globex-3c4d",
            "403 Forbidden: the plan has no API",
            "not_admin",
        ),
        row(
            "acme-old",
            "camille.roy@acme.example",
            TOKEN,
            "404 as a web page: renamed?",
            "not_found",
        ),
        row(
            "acme-former",
            "camille.roy@acme.example",
            TOKEN,
            "404 as JSON: renamed?",
            "not_found",
        ),
    ]
}

fn kustomer() -> Vec<Row> {
    let orgs = kustomer::built_in();
    let keys = orgs.iter().flat_map(|o| &o.keys);
    let told = |name: &str| match name {
        "Portal" => ("org.admin and org.user: all is well", "valid"),
        "Portal, permissions only" => (
            "no org.admin, but users can be listed",
            "valid (admin_by_probe)",
        ),
        "Portal without rights" => ("alive, but 403 on the list of users", "not_admin"),
        "Portal, agent only" => ("alive, holds only org.user", "not_admin"),
        "Portal, expired" => ("401 Expired token", "rejected"),
        "Portal, office network only" => ("403: bound to 203.0.113.0/24", "unverified"),
        _ => ("401: a key of the organisation globex", "wrong_account"),
    };
    let mut rows: Vec<Row> = keys
        .map(|key| {
            let (happens, verdict) = told(&key.name);
            let fields = [("Subdomain", "acme"), ("API key", key.value.as_str())];
            row("Kustomer", &fields, happens, verdict)
        })
        .collect();
    let key = rows[0].fields[1].1.clone();
    let wrong = format!("{}x", key);
    let fields = [("Subdomain", "acme"), ("API key", wrong.as_str())];
    rows.push(row("Kustomer", &fields, "401: no such key", "rejected"));
    let fields = [("Subdomain", "acme-gone"), ("API key", key.as_str())];
    rows.push(row(
        "Kustomer",
        &fields,
        "404: no such organisation, and the key names acme",
        "wrong_account",
    ));
    rows
}

fn dynamics() -> Vec<Row> {
    const TENANT: &str = "contoso.onmicrosoft.com";
    const HOST: &str = "acme.crm4.dynamics.com";
    let tenants = entra::built_in();
    let secret = |app: &str| {
        let app = tenants.iter().find_map(|t| t.app(app));
        app.and_then(|a| a.secrets.first())
            .map_or("", |s| s.value.as_str())
    };
    let row = |tenant: &str, host: &str, app: &str, secret: &str, happens: &str, verdict: &str| {
        let fields = [
            ("Tenant", tenant),
            ("Dynamics domain", host),
            ("Application ID", app),
            ("Key password", secret),
        ];
        row("Dynamics", &fields, happens, verdict)
    };
    let app = |app: &str, happens: &str, verdict: &str| {
        row(TENANT, HOST, app, secret(app), happens, verdict)
    };
    let admin = secret(app_id::ADMIN);
    vec![
        app(
            app_id::ADMIN,
            "System Administrator, may impersonate",
            "valid",
        ),
        app(
            app_id::TEAM_ADMIN,
            "System Administrator through a team",
            "valid",
        ),
        app(
            app_id::LIMITED,
            "reads cases, contacts and users only",
            "valid (limited_role)",
        ),
        app(
            app_id::NARROW,
            "403 on cases: contacts and users only",
            "not_admin",
        ),
        app(
            app_id::ROLELESS,
            "403: no security role at all",
            "not_admin",
        ),
        app(
            app_id::EXPIRED,
            "AADSTS7000222: the secret has expired",
            "rejected",
        ),
        row(
            TENANT,
            HOST,
            app_id::ADMIN,
            "wrong-secret",
            "AADSTS7000215: wrong secret",
            "rejected",
        ),
        row(
            TENANT,
            HOST,
            "a00000ff-0000-4000-8000-0000000000ff",
            admin,
            "AADSTS700016: no such application",
            "rejected",
        ),
        app(
            app_id::NOT_A_MEMBER,
            "403: not a member of the organization",
            "rejected",
        ),
        app(
            app_id::DISABLED,
            "403: the application user is disabled",
            "rejected",
        ),
        row(
            "nowhere.onmicrosoft.com",
            HOST,
            app_id::ADMIN,
            admin,
            "AADSTS90002: no such tenant",
            "not_found",
        ),
        row(
            TENANT,
            "acme-gone.crm4.dynamics.com",
            app_id::ADMIN,
            admin,
            "404: no such organisation",
            "not_found",
        ),
    ]
}
