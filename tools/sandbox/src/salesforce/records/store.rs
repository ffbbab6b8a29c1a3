//! The records of one organisation, its clock, and the rules its administrator has made.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::kind::{EXTERNAL_ID, Kind};
use crate::{clock, salesforce::id};

/// How long a contact that was made or changed cannot be found by searching, in seconds.
pub(super) const SEARCH_LAG: u64 = 120;

/// Where the numbers in ids start, so that they look like some years of use.
const FIRST: u64 = 20_000_000;

/// A record.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) kind: Kind,
    pub(crate) fields: Map<String, Value>,
    pub(crate) is_deleted: bool,
    /// In seconds since 1970, by the organisation's clock.
    pub(super) changed: u64,
}

impl Record {
    /// The text in a field, empty if there is none.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Value::as_str).unwrap_or("")
    }

    pub(super) fn set(&mut self, field: &str, value: impl Into<Value>) {
        self.fields.insert(field.to_owned(), value.into());
    }

    /// Notes a change, who made it and when.
    pub(crate) fn touch(&mut self, by: &str, now: u64) {
        self.changed = now;
        let stamp = stamp(now);
        self.set("LastModifiedById", id::long(by));
        self.set("LastModifiedDate", stamp.clone());
        self.set("SystemModstamp", stamp);
        self.derive();
    }

    /// The fields that follow from others.
    fn derive(&mut self) {
        match self.kind {
            Kind::Contact => {
                let name = format!("{} {}", self.text("FirstName"), self.text("LastName"));
                self.set("Name", name.trim());
            }
            Kind::Case => self.set("IsClosed", self.text("Status") == "Closed"),
            Kind::Task => self.set("IsClosed", self.text("Status") == "Completed"),
            Kind::CaseComment => {}
        }
    }
}

/// What an administrator can switch on and off in Setup.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// The assignment rule for cases is active.
    pub(crate) assignment: bool,
    /// The duplicate rule for contacts is active.
    pub(crate) duplicates: bool,
    /// The external id is unique.
    pub(crate) unique: bool,
    /// Audit fields may be set upon record creation.
    pub(crate) audit_fields: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            assignment: true,
            duplicates: false,
            unique: true,
            audit_fields: false,
        }
    }
}

/// The records of an organisation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    /// By the first fifteen characters of their ids.
    rows: BTreeMap<String, Record>,
    pub(crate) rules: Rules,
    last: u64,
    cases: u64,
    /// How far its clock was put forward, in seconds.
    pub(crate) ahead: u64,
}

impl Store {
    /// Its time, in seconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        clock::now() + self.ahead
    }

    /// A record by either form of its id, deleted or not.
    pub(crate) fn find(&self, kind: Kind, id: &str) -> Option<&Record> {
        let row = self.rows.get(id::short(id)?)?;
        (row.kind == kind).then_some(row)
    }

    /// The records of an object that are not deleted, oldest first.
    pub(crate) fn all(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Record> {
        let rows = self.rows.values();
        rows.filter(move |row| row.kind == kind && !row.is_deleted)
    }

    /// The cases with an external id; its case does not matter.
    pub(super) fn cases_of(&self, external: &str) -> impl Iterator<Item = &Record> {
        let is_it = move |row: &&Record| row.text(EXTERNAL_ID).eq_ignore_ascii_case(external);
        self.all(Kind::Case).filter(is_it)
    }

    /// Keeps a new record and gives it its id, of 18 characters.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        pod: &str,
        by: &str,
        fields: Map<String, Value>,
    ) -> String {
        self.last += 1;
        let short = format!(
            "{}{pod}00000{}",
            kind.prefix(),
            digits(FIRST + self.last * 37)
        );
        let (long, now) = (id::long(&short), self.now());
        let mut record = Record {
            kind,
            fields,
            is_deleted: false,
            changed: now,
        };
        record.set("Id", long.clone());
        record.set("IsDeleted", false);
        record.set("CreatedDate", stamp(now));
        let author = json!(id::long(by));
        record.fields.entry("CreatedById").or_insert(author);
        if kind == Kind::Case {
            self.cases += 1;
            record.set("CaseNumber", format!("{:08}", 1000 + self.cases));
        }
        record.touch(by, now);
        self.rows.insert(short, record);
        long
    }

    /// Changes a record as somebody: never within the second of the last change, so that
    /// whoever read it before has another stamp.
    pub(crate) fn change(&mut self, id: &str, by: &str, change: impl FnOnce(&mut Record)) {
        let now = self.now();
        let row = id::short(id).and_then(|id| self.rows.get_mut(id));
        if let Some(row) = row {
            change(row);
            row.touch(by, now.max(row.changed + 1));
        }
    }

    /// Puts a record into the recycle bin.
    pub(crate) fn delete(&mut self, id: &str, by: &str) {
        self.change(id, by, |row| {
            row.is_deleted = true;
            row.set("IsDeleted", true);
        });
    }
}

/// Five digits of base 62.
fn digits(mut number: u64) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut out = [b'0'; 5];
    for digit in out.iter_mut().rev() {
        *digit = DIGITS[usize::try_from(number % 62).unwrap_or_default()];
        number /= 62;
    }
    out.map(char::from).iter().collect()
}

/// `2026-11-22T15:17:32.000+0000`.
fn stamp(seconds: u64) -> String {
    clock::iso(seconds * 1000).replace('Z', "+0000")
}
