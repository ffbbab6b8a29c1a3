//! Salesforce's rows: who logs in decides as much as what was typed before.
//! A verdict of `none` means that the login ends before there is anything to check.

use super::row::{Row, row};
use crate::seed::salesforce::{self, CLIENT, Org, UAT_CLIENT};

/// A My Domain that nobody has.
const ORPHAN: &str = "acme-gone.my.salesforce.com";

pub(super) fn rows() -> Vec<Row> {
    let orgs = salesforce::built_in();
    let [acme, uat, globex, initech] = orgs.as_slice() else {
        return vec![];
    };
    let row = |org: &Org, host: &str, client: (&str, &str), user: &str, told: (&str, &str)| {
        let url = format!("https://{host}");
        let fields = [
            ("Organisation ID", org.id.as_str()),
            ("Organisation name", org.name.as_str()),
            ("Consumer key", client.0),
            ("Consumer secret", client.1),
            ("Login URL", url.as_str()),
            ("User", user),
        ];
        row("Salesforce", &fields, told.0, told.1)
    };
    let camille = "camille.roy@acme.example";
    let people = [
        (camille, "System Administrator by profile", "valid"),
        (
            "alex.martin@acme.example",
            "administrator by a permission set: the second link",
            "valid",
        ),
        (
            "greta.group@acme.example",
            "administrator by a permission set group",
            "valid",
        ),
        (
            "portal.integration@acme.example",
            "administrator, tied to no person",
            "valid",
        ),
        (
            "odile.ortega@acme.example",
            "logs in, but may not modify all data",
            "not_admin",
        ),
        (
            "denis.durand@acme.example",
            "deactivated: the login page says so",
            "none",
        ),
    ];
    let mut rows: Vec<Row> = people
        .iter()
        .map(|(user, happens, verdict)| row(acme, &acme.host, CLIENT, user, (happens, verdict)))
        .collect();
    let (wrong_secret, unknown_key) = ((CLIENT.0, "WRONG00SECRET"), ("3MVG9unknown", CLIENT.1));
    rows.extend([
        row(
            uat,
            &uat.host,
            UAT_CLIENT,
            "camille.roy@acme.example.uat",
            (
                "a sandbox in Salesforce's sense: PKCE not demanded, refresh tokens not rotated",
                "valid",
            ),
        ),
        row(
            acme,
            &globex.host,
            CLIENT,
            "gil@globex.example",
            (
                "another organisation; only the case of its id differs",
                "wrong_account",
            ),
        ),
        row(
            acme,
            &acme.host,
            wrong_secret,
            camille,
            ("400 invalid_client after the consent", "rejected"),
        ),
        row(
            acme,
            &acme.host,
            unknown_key,
            camille,
            (
                "a page that says invalid_client_id, and no way back",
                "none",
            ),
        ),
        row(
            initech,
            &initech.host,
            CLIENT,
            "irene@initech.example",
            (
                "back with invalid_client: the app is not installed there",
                "none",
            ),
        ),
        row(
            acme,
            ORPHAN,
            CLIENT,
            camille,
            ("404: no such My Domain", "not_found"),
        ),
    ]);
    rows
}
