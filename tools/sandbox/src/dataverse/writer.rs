//! What happens to a row that is written: who made it, whose it is, and whether it is there already.

use axum::response::Response;
use serde_json::{Value, json};

use super::{
    caller::Caller,
    case, refusal,
    row::{self, Row},
    rows::{self, Table},
    schema::Schema,
    store::Store,
};
use crate::clock;

/// One write to one table.
pub(super) struct Writer<'a> {
    pub(super) caller: &'a Caller,
    pub(super) store: &'a mut Store,
    pub(super) table: Table,
    pub(super) schema: &'static Schema,
    /// Whether a duplicate is answered with 500.
    pub(super) as_500: bool,
    pub(super) finds_duplicates: bool,
}

impl Writer<'_> {
    /// Makes a row under an id.
    pub(super) fn create(&mut self, id: &str, changes: Row) -> Result<Row, Response> {
        self.caller.may("Create", self.table.entity)?;
        if self.store.find(self.table.set, id).is_some() {
            return Err(refusal::exists(self.as_500));
        }
        let mut row = self.schema.blank();
        self.sign(&mut row);
        for (column, value) in changes {
            row.insert(column, value);
        }
        row.insert(self.table.key.to_owned(), id.into());
        if self.table.set == "incidents" {
            let number = self.store.next();
            case::complete(&mut row, number)?;
        }
        self.keep(row)
    }

    /// Who made it and when; it is theirs unless somebody else is named.
    fn sign(&self, row: &mut Row) {
        let (user, behind) = (&self.caller.user, self.caller.behind.as_ref());
        let signed = [
            ("createdon", json!(now())),
            ("_createdby_value", json!(user.id)),
            (
                "_createdonbehalfby_value",
                json!(behind.map(|user| user.id.as_str())),
            ),
            ("_ownerid_value", json!(user.id)),
        ];
        for (column, value) in signed {
            row.insert(column.to_owned(), value);
        }
    }

    /// Changes a row that is there.
    pub(super) fn update(&mut self, mut row: Row, changes: Row) -> Result<Row, Response> {
        self.caller.may("Write", self.table.entity)?;
        if self.table.set == "incidents" {
            case::change(&mut row, changes)?;
        } else {
            row.extend(changes);
        }
        self.keep(row)
    }

    /// Keeps a row as it is now; answers with its new version.
    pub(super) fn keep(&mut self, mut row: Row) -> Result<Row, Response> {
        row.insert("modifiedon".to_owned(), now().into());
        let by = self.caller.user.id.as_str();
        row.insert("_modifiedby_value".to_owned(), by.into());
        if self.table.set == "contacts" {
            name(&mut row);
            self.check_duplicates(&row)?;
        }
        let id = row::text(&row, self.table.key).to_owned();
        self.store.put(self.table.set, row);
        let kept = self.store.find(self.table.set, &id).cloned();
        kept.ok_or_else(|| refusal::missing(self.table.entity, &id))
    }

    /// The rule that finds contacts with the same e-mail address.
    fn check_duplicates(&self, contact: &Row) -> Result<(), Response> {
        let email = row::text(contact, "emailaddress1");
        let is_like = |other: &Row| {
            other["contactid"] != contact["contactid"]
                && rows::is(row::text(other, "emailaddress1"), email)
        };
        let contacts = self.store.rows("contacts");
        if self.finds_duplicates && !email.is_empty() && contacts.iter().any(is_like) {
            return Err(refusal::looks_alike(self.as_500));
        }
        Ok(())
    }
}

fn now() -> String {
    clock::iso(clock::now_ms())
        .split('.')
        .next()
        .unwrap_or_default()
        .to_owned()
        + "Z"
}

fn name(contact: &mut Row) {
    let parts = [
        row::text(contact, "firstname"),
        row::text(contact, "lastname"),
    ];
    let full = parts.join(" ").trim().to_owned();
    let full = if full.is_empty() {
        Value::Null
    } else {
        full.into()
    };
    contact.insert("fullname".to_owned(), full);
}
