//! The tables, as rows with the columns connectors read.
//! Cases and contacts hold a few samples, enough for a probe of rights; what is written joins them.

use serde_json::{Value, json};

use super::row::Row;
use crate::seed::dynamics::{Org, Role, SystemUser, Team};

/// A table as the Web API names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) set: &'static str,
    pub(super) entity: &'static str,
    pub(super) key: &'static str,
}

const TABLES: [Table; 8] = [
    Table {
        set: "systemusers",
        entity: "systemuser",
        key: "systemuserid",
    },
    Table {
        set: "roles",
        entity: "role",
        key: "roleid",
    },
    Table {
        set: "teams",
        entity: "team",
        key: "teamid",
    },
    Table {
        set: "businessunits",
        entity: "businessunit",
        key: "businessunitid",
    },
    Table {
        set: "incidents",
        entity: "incident",
        key: "incidentid",
    },
    Table {
        set: "contacts",
        entity: "contact",
        key: "contactid",
    },
    Table {
        set: "annotations",
        entity: "annotation",
        key: "annotationid",
    },
    Table {
        set: "phonecalls",
        entity: "phonecall",
        key: "activityid",
    },
];

/// The column that holds the id of a set's rows.
pub(super) fn key(set: &str) -> Option<&'static str> {
    let table = TABLES.into_iter().find(|t| t.set == set)?;
    Some(table.key)
}

/// What cases and contacts start with.
pub(super) fn samples(set: &str) -> Vec<Row> {
    let sample = if set == "incidents" {
        incident
    } else {
        contact
    };
    (1..=3).map(sample).enumerate().map(versioned).collect()
}

/// The table of a set; `incidents` only where Customer Service is installed.
pub(super) fn table(org: &Org, set: &str) -> Option<Table> {
    TABLES
        .into_iter()
        .find(|t| t.set == set && (set != "incidents" || org.customer_service))
}

/// The table of an entity's logical name.
pub(super) fn of_entity(org: &Org, entity: &str) -> Option<Table> {
    let found = TABLES.into_iter().find(|t| t.entity == entity)?;
    table(org, found.set)
}

/// Every table there is.
pub(super) fn tables(org: &Org) -> Vec<Table> {
    TABLES
        .into_iter()
        .filter_map(|found| table(org, found.set))
        .collect()
}

/// All rows of a table that only the seed fills.
pub(super) fn rows(org: &Org, table: Table) -> Vec<Row> {
    let values: Vec<Value> = match table.set {
        "systemusers" => org.everyone().iter().map(|u| systemuser(org, u)).collect(),
        "roles" => org.roles.iter().map(|r| role(org, r)).collect(),
        "teams" => org.teams.iter().map(|t| team(org, t)).collect(),
        "businessunits" => vec![json!({ "businessunitid": org.business_unit_id, "name": "acme" })],
        _ => vec![],
    };
    values.into_iter().enumerate().map(versioned).collect()
}

/// The rows a row is related to, and their table.
pub(super) fn related(org: &Org, set: &str, key: &str, by: &str) -> Option<(Table, Vec<Row>)> {
    let (set, wanted): (&str, Vec<String>) = match (set, by) {
        ("systemusers", "systemuserroles_association") => {
            let user = org.everyone().into_iter().find(|u| is(&u.id, key));
            ("roles", user.map(|u| u.roles).unwrap_or_default())
        }
        ("systemusers", "teammembership_association") => {
            let teams = org
                .teams
                .iter()
                .filter(|t| t.members.iter().any(|m| is(m, key)));
            ("teams", teams.map(|t| t.name.clone()).collect())
        }
        ("teams", "teamroles_association") => {
            let team = org.teams.iter().find(|t| is(&t.id, key));
            ("roles", team.map(|t| t.roles.clone()).unwrap_or_default())
        }
        _ => return None,
    };
    let table = table(org, set)?;
    let mut rows = rows(org, table);
    rows.retain(|r| wanted.iter().any(|name| r["name"] == name.as_str()));
    Some((table, rows))
}

/// Keys are compared without regard to case.
pub(super) fn is(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn versioned((n, value): (usize, Value)) -> Row {
    let Value::Object(mut row) = value else {
        return Row::new();
    };
    row.insert(
        "@odata.etag".to_owned(),
        format!("W/\"{}\"", 4_000_000 + n).into(),
    );
    row
}

fn systemuser(org: &Org, user: &SystemUser) -> Value {
    json!({
        "systemuserid": user.id, "fullname": user.fullname, "internalemailaddress": user.email,
        "domainname": user.email, "applicationid": user.application_id,
        "azureactivedirectoryobjectid": user.object_id, "accessmode": user.access_mode,
        "isdisabled": user.disabled, "_businessunitid_value": org.business_unit_id,
    })
}

fn role(org: &Org, role: &Role) -> Value {
    json!({
        "roleid": role.id, "name": role.name, "_roletemplateid_value": role.template,
        "_businessunitid_value": org.business_unit_id,
    })
}

fn team(org: &Org, team: &Team) -> Value {
    json!({
        "teamid": team.id, "name": team.name, "teamtype": 0,
        "_businessunitid_value": org.business_unit_id,
    })
}

fn incident(n: u8) -> Value {
    json!({
        "incidentid": format!("ca5e0000-0000-4000-8000-{n:012x}"),
        "title": format!("Sample case {n}"), "ticketnumber": format!("CAS-0100{n}-A1B2C3"),
        "statecode": 0, "statuscode": 1, "_customerid_value": format!("c0a70000-0000-4000-8000-{n:012x}"),
    })
}

fn contact(n: u8) -> Value {
    json!({
        "contactid": format!("c0a70000-0000-4000-8000-{n:012x}"),
        "firstname": "Sample", "lastname": format!("Contact {n}"),
        "fullname": format!("Sample Contact {n}"),
        "emailaddress1": format!("contact{n}@client.example"),
        "mobilephone": format!("+1 555 010 000{n}"), "telephone1": null,
    })
}
