//! Points on which nobody has confirmed how a CRM answers, and which reading is shown now.
//! Connectors must cope with every value; the first of each list is the default.

use std::collections::BTreeMap;

use serde::Serialize;

/// One open point.
#[derive(Debug, Serialize)]
pub(crate) struct Point {
    pub(crate) name: &'static str,
    pub(crate) values: &'static [&'static str],
    pub(crate) about: &'static str,
}

const fn point(name: &'static str, values: &'static [&'static str], about: &'static str) -> Point {
    Point {
        name,
        values,
        about,
    }
}

/// All open points.
pub(crate) const POINTS: &[Point] = &[
    point(
        "zendesk_unknown",
        &["json", "html"],
        "404 of a subdomain that never existed",
    ),
    point(
        "zendesk_token_status",
        &["201", "200"],
        "status of a new OAuth token: as described, or as in some scripts",
    ),
    point(
        "zendesk_bearer",
        &["invalid_token", "couldnt_authenticate"],
        "401 body of a dead OAuth token",
    ),
    point(
        "zendesk_client_user",
        &["creator", "owner"],
        "whom an OAuth client's token acts as",
    ),
    point(
        "zendesk_429",
        &["json", "text"],
        "429 as JSON, or as text without Retry-After",
    ),
    point(
        "zendesk_outside_group",
        &["unassigned", "422"],
        "an assignee outside the ticket's group: dropped without a word, or refused",
    ),
    point("entra_status", &["401", "400"], "status of invalid_client"),
    point(
        "entra_unknown_resource",
        &["refuse", "issue"],
        "a scope of no known organisation: AADSTS500011, or a token all the same",
    ),
    point(
        "dynamics_not_member",
        &["0x80072560", "0x80040225"],
        "code of a missing application user",
    ),
    point(
        "dynamics_disabled",
        &["403", "not_member", "whoami"],
        "a disabled application user: 0x80040225, refused like one that is missing, or answered with isdisabled true",
    ),
    point(
        "dynamics_duplicate",
        &["412", "500"],
        "status of a record that is there already, and of a match of the duplicate detection rule",
    ),
    point(
        "dynamics_customer_service",
        &["installed", "missing"],
        "whether organisations with Customer Service still have it: without it there are no cases",
    ),
    point(
        "dynamics_429",
        &["count", "time", "concurrency"],
        "which of the three limits a 429 tells of",
    ),
    point(
        "kustomer_cidr",
        &["403", "401"],
        "a key used from the wrong network",
    ),
    point(
        "kustomer_missing_role",
        &["403", "401"],
        "a key without the role a call needs",
    ),
    point(
        "kustomer_errors",
        &["plain", "jsonapi"],
        "the two documented shapes of errors[]",
    ),
    point(
        "kustomer_token_shape",
        &["jsonapi", "flat", "without_roles"],
        "shape of auth/tokens/current",
    ),
    point(
        "kustomer_user_roles",
        &["shown", "hidden"],
        "roles in users/current",
    ),
    point(
        "kustomer_links",
        &["relative", "absolute"],
        "links.next with or without the host",
    ),
    point(
        "kustomer_org",
        &["host", "key"],
        "who decides the organisation when they differ",
    ),
    point(
        "kustomer_external_id",
        &["accepted", "409"],
        "a second conversation with the same externalId",
    ),
    point(
        "kustomer_look_up",
        &["exists", "missing"],
        "conversations/externalId=...: there, or 404 for every id",
    ),
    point(
        "kustomer_deleted_assignee",
        &["422", "dropped"],
        "a deleted user among assignedUsers: refused, or left out without a word",
    ),
    point(
        "kustomer_created_by",
        &["honoured", "ignored"],
        "createdBy and modifiedBy of a key that may say so",
    ),
    point(
        "kustomer_merged",
        &["404", "survivor"],
        "a customer who was merged into another",
    ),
    point(
        "salesforce_challenge",
        &["honour", "ignore"],
        "a code challenge sent to an app that does not demand one",
    ),
    point(
        "salesforce_not_installed",
        &["invalid_client", "approval", "page"],
        "an app nobody installed: either error at the callback, or a page and no redirect",
    ),
    point(
        "salesforce_instance_url",
        &["host", "sandbox", "hostile", "look_alike"],
        "instance_url and id: real-looking, leading back here for stock clients, off Salesforce's hosts, almost on them",
    ),
    point(
        "salesforce_identity",
        &["403", "401"],
        "the identity URL with a bad token",
    ),
    point(
        "salesforce_ordinary",
        &["count", "insufficient_access", "invalid_field"],
        "an ordinary user's question about permissions: answered with 0, forbidden, or field hidden",
    ),
    point(
        "salesforce_opener",
        &["kept", "severed"],
        "whether the login window still knows who opened it (cross-origin opener policy)",
    ),
];

/// The values chosen now.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct Readings(BTreeMap<&'static str, &'static str>);

impl Default for Readings {
    fn default() -> Self {
        Self(POINTS.iter().map(|p| (p.name, p.values[0])).collect())
    }
}

impl Readings {
    /// The value of a point; empty for a name that is not in the list.
    pub(crate) fn get(&self, name: &str) -> &'static str {
        debug_assert!(self.0.contains_key(name), "no reading is called {name}");
        self.0.get(name).copied().unwrap_or_default()
    }

    /// Chooses a value, or says why not.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let Some(point) = POINTS.iter().find(|p| p.name == name) else {
            let names: Vec<_> = POINTS.iter().map(|p| p.name).collect();
            return Err(format!(
                "no reading {name:?}; there are {}",
                names.join(", ")
            ));
        };
        let Some(&value) = point.values.iter().find(|v| **v == value) else {
            return Err(format!("{name} can be {}", point.values.join(" or ")));
        };
        self.0.insert(point.name, value);
        Ok(())
    }
}
