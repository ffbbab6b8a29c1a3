//! What an organisation holds beside its seed: rows that were written, and what became of its people.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    row::{self, Row},
    rows, schema,
};
use crate::seed::dynamics::Org;

/// What becomes of somebody; what is not said stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct PersonChange {
    pub(crate) disabled: Option<bool>,
    pub(crate) deleted: Option<bool>,
    /// The names of the roles held directly.
    pub(crate) roles: Option<Vec<String>>,
}

/// One organisation's rows, oldest first.
#[derive(Debug)]
pub(crate) struct Store {
    tables: HashMap<String, Vec<Row>>,
    people: HashMap<String, PersonChange>,
    last: u64,
}

impl Default for Store {
    fn default() -> Self {
        let mut store = Self {
            tables: HashMap::new(),
            people: HashMap::new(),
            last: 4_000_000,
        };
        for set in ["contacts", "incidents"] {
            for sample in rows::samples(set) {
                let mut row = schema::of(set)
                    .map(schema::Schema::blank)
                    .unwrap_or_default();
                row.extend(sample);
                store.put(set, row);
            }
        }
        store
    }
}

impl Store {
    /// The rows of a set.
    pub(crate) fn rows(&self, set: &str) -> &[Row] {
        self.tables.get(set).map_or(&[], Vec::as_slice)
    }

    /// A row by its id.
    pub(crate) fn find(&self, set: &str, id: &str) -> Option<&Row> {
        let key = rows::key(set)?;
        self.rows(set).iter().find(|row| is_at(row, key, id))
    }

    /// The next number, for versions and ticket numbers.
    pub(crate) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Keeps a row under a new version, in the place of the one with its id.
    pub(crate) fn put(&mut self, set: &str, mut row: Row) {
        let version = format!("W/\"{}\"", self.next());
        row.insert("@odata.etag".to_owned(), version.into());
        let key = rows::key(set).unwrap_or_default();
        let id = row::text(&row, key).to_owned();
        let table = self.tables.entry(set.to_owned()).or_default();
        match table.iter_mut().find(|known| is_at(known, key, &id)) {
            Some(known) => *known = row,
            None => table.push(row),
        }
    }

    /// Removes a row, and with a case its notes and calls; whether there was one.
    pub(crate) fn remove(&mut self, set: &str, id: &str) -> bool {
        let was_there = self.find(set, id).is_some();
        let mut drop_where = |set: &str, column: &str| {
            if let Some(table) = self.tables.get_mut(set) {
                table.retain(|row| !is_at(row, column, id));
            }
        };
        drop_where(set, rows::key(set).unwrap_or_default());
        drop_where("annotations", "_objectid_value");
        drop_where("phonecalls", "_regardingobjectid_value");
        was_there
    }

    /// Notes down what becomes of somebody.
    pub(crate) fn change_person(&mut self, id: &str, change: PersonChange) {
        let known = self.people.entry(id.to_owned()).or_default();
        known.disabled = change.disabled.or(known.disabled);
        known.deleted = change.deleted.or(known.deleted);
        known.roles = change.roles.or(known.roles.take());
    }

    /// An organisation with its people as they are now.
    pub(super) fn now(&self, org: &Org) -> Org {
        let mut users = org.everyone();
        users.retain(|user| self.people.get(&user.id).and_then(|c| c.deleted) != Some(true));
        for user in &mut users {
            if let Some(change) = self.people.get(&user.id) {
                user.disabled = change.disabled.unwrap_or(user.disabled);
                user.roles
                    .clone_from(change.roles.as_ref().unwrap_or(&user.roles.clone()));
            }
        }
        Org {
            users,
            crowd: 0,
            ..org.clone()
        }
    }
}

fn is_at(row: &Row, column: &str, id: &str) -> bool {
    row.get(column)
        .and_then(Value::as_str)
        .is_some_and(|found| rows::is(found, id))
}
