//! Zendesk's rows: an administrator's e-mail with an API token, or an OAuth client.

use super::row::{Row, row};

const SUBDOMAIN: &str = "acme-support";

pub(super) fn by_token() -> Vec<Row> {
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
        row(SUBDOMAIN, email, token, happens, verdict)
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

pub(super) fn by_client() -> Vec<Row> {
    let row = |client: &str, tail: &str, happens: &str, verdict: &str| {
        let secret = format!("zd-sandbox-client-secret-for-acme-{tail}");
        let fields = [
            ("Subdomain", SUBDOMAIN),
            ("Client ID", client),
            ("Client secret", secret.as_str()),
        ];
        row("Zendesk OAuth client", &fields, happens, verdict)
    };
    vec![
        row(
            "acme_portal",
            "9z8y",
            "acts as Camille Roy, administrator",
            "valid",
        ),
        row(
            "acme_portal_of_an_agent",
            "7x6w",
            "acts as Odile Ortega, only an agent",
            "not_admin",
        ),
        row(
            "acme_portal_of_a_leaver",
            "5v4u",
            "acts as Simon Sorel, who is suspended",
            "rejected",
        ),
        row(
            "acme_help_center",
            "3t2s",
            "a token, but 403 on every call: wrong scope",
            "not_admin",
        ),
        row(
            "acme_portal_deleted",
            "1r0q",
            "401 invalid_client: the client was deleted",
            "rejected",
        ),
        row(
            "acme_portal",
            "wrong",
            "401 invalid_client: wrong secret",
            "rejected",
        ),
    ]
}
