//! The columns of the tables that are written, and what may be put into them.

use serde_json::Value;

use super::row::Row;

/// What a column takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Text of at most so many letters.
    Text(usize),
    /// One of these numbers.
    Choice(&'static [i64]),
    Truth,
    /// Set by Dataverse itself.
    Kept(&'static str),
}

/// A column by its logical name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// A property that ties a row to one of another table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bind {
    pub(super) property: &'static str,
    /// The set of the other row.
    pub(super) set: &'static str,
    /// Where its id is kept.
    pub(super) column: &'static str,
}

/// A table that can be written.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) set: &'static str,
    columns: &'static [Column],
    binds: &'static [Bind],
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

const fn bind(property: &'static str, set: &'static str, column: &'static str) -> Bind {
    Bind {
        property,
        set,
        column,
    }
}

/// What every written row has beside its own columns.
const COMMON: [Column; 6] = [
    column("createdon", Kind::Kept("DateTime")),
    column("modifiedon", Kind::Kept("DateTime")),
    column("_ownerid_value", Kind::Kept("Owner")),
    column("_createdby_value", Kind::Kept("Lookup")),
    column("_createdonbehalfby_value", Kind::Kept("Lookup")),
    column("_modifiedby_value", Kind::Kept("Lookup")),
];

const OWNER: Bind = bind("ownerid", "systemusers", "_ownerid_value");

const SCHEMAS: [Schema; 4] = [
    Schema {
        set: "incidents",
        columns: &[
            column("incidentid", Kind::Kept("Uniqueidentifier")),
            column("title", Kind::Text(200)),
            column("description", Kind::Text(2000)),
            column("ticketnumber", Kind::Text(100)),
            column("new_sessionid", Kind::Text(100)),
            column("caseorigincode", Kind::Choice(&[1, 2, 3, 2483, 3986])),
            column("prioritycode", Kind::Choice(&[1, 2, 3])),
            column("statecode", Kind::Choice(&[0, 1, 2])),
            column("statuscode", Kind::Choice(&[1, 2, 3, 4, 5, 6, 1000, 2000])),
            column("_customerid_value", Kind::Kept("Customer")),
        ],
        binds: &[
            OWNER,
            bind("customerid_contact", "contacts", "_customerid_value"),
        ],
    },
    Schema {
        set: "contacts",
        columns: &[
            column("contactid", Kind::Kept("Uniqueidentifier")),
            column("firstname", Kind::Text(50)),
            column("lastname", Kind::Text(50)),
            column("fullname", Kind::Kept("String")),
            column("emailaddress1", Kind::Text(100)),
            column("mobilephone", Kind::Text(50)),
            column("telephone1", Kind::Text(50)),
        ],
        binds: &[OWNER],
    },
    Schema {
        set: "annotations",
        columns: &[
            column("annotationid", Kind::Kept("Uniqueidentifier")),
            column("subject", Kind::Text(500)),
            column("notetext", Kind::Text(100_000)),
            column("_objectid_value", Kind::Kept("Lookup")),
        ],
        binds: &[
            OWNER,
            bind("objectid_incident", "incidents", "_objectid_value"),
            bind("objectid_contact", "contacts", "_objectid_value"),
        ],
    },
    Schema {
        set: "phonecalls",
        columns: &[
            column("activityid", Kind::Kept("Uniqueidentifier")),
            column("subject", Kind::Text(200)),
            column("description", Kind::Text(2000)),
            column("phonenumber", Kind::Text(200)),
            column("directioncode", Kind::Truth),
            column("_regardingobjectid_value", Kind::Kept("Lookup")),
        ],
        binds: &[
            OWNER,
            bind(
                "regardingobjectid_incident",
                "incidents",
                "_regardingobjectid_value",
            ),
        ],
    },
];

/// The columns of a set, if it can be written.
pub(super) fn of(set: &str) -> Option<&'static Schema> {
    const ALL: &[Schema] = &SCHEMAS;
    ALL.iter().find(|schema| schema.set == set)
}

impl Schema {
    /// Every column.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().copied().chain(COMMON)
    }

    pub(super) fn column(&self, name: &str) -> Option<Column> {
        self.columns().find(|column| column.name == name)
    }

    pub(super) fn bind(&self, property: &str) -> Option<Bind> {
        self.binds.iter().copied().find(|b| b.property == property)
    }

    /// A row in which nothing is set.
    pub(super) fn blank(&self) -> Row {
        let mut row: Row = self
            .columns()
            .map(|column| (column.name.to_owned(), Value::Null))
            .collect();
        row.insert("@odata.etag".to_owned(), Value::Null);
        row
    }
}
