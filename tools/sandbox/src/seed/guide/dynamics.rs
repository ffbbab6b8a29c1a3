//! Dynamics' rows: one for each application of the tenant, and the ways to miss it.

use super::row::{Row, row};
use crate::seed::{entra, entra::app_id};

pub(super) fn rows() -> Vec<Row> {
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
        app(
            app_id::SWITCHED_OFF,
            "AADSTS7000112: the application is disabled",
            "rejected",
        ),
        app(
            app_id::BLOCKED,
            "AADSTS53003: a policy does not let it in",
            "unverified",
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
            "AADSTS500011: no such organisation",
            "not_found",
        ),
    ]
}
