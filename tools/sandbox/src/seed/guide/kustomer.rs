//! Kustomer's rows: one for each key of the seed, and two that no key fits.

use super::row::{Row, row};
use crate::seed::kustomer;

pub(super) fn rows() -> Vec<Row> {
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
