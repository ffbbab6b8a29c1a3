//! Records as they are read: alone, or as rows of a query with the records they point to.

use serde_json::{Map, Value, json};

use super::{
    kind::{Field, Is, Kind},
    store::{Record, Store},
};
use crate::{
    salesforce::{id, tables::Table},
    seed::salesforce::Org,
};

/// The records of an object as a table for queries.
pub(in crate::salesforce) fn table(kind: Kind, org: &Org, store: &Store, version: &str) -> Table {
    let reader = Reader {
        org,
        store,
        version,
    };
    Table {
        name: kind.name(),
        rows: store.all(kind).map(|row| reader.row(row)).collect(),
        blank: Some(blank(kind, true)),
    }
}

/// A record with these fields, or with all of its own.
pub(super) fn record(row: &Record, version: &str, fields: &[&'static Field]) -> Value {
    let mut out = Map::new();
    out.insert("attributes".to_owned(), attributes(row, version));
    out.insert("Id".to_owned(), json!(row.text("Id")));
    for field in fields {
        let value = row.fields.get(field.name).cloned();
        let value = value.unwrap_or_else(|| empty(field));
        out.insert(field.name.to_owned(), value);
    }
    Value::Object(out)
}

fn attributes(row: &Record, version: &str) -> Value {
    let (kind, id) = (row.kind.name(), row.text("Id"));
    json!({ "type": kind, "url": format!("/services/data/{version}/sobjects/{kind}/{id}") })
}

/// What stands where nothing was written.
fn empty(field: &Field) -> Value {
    match field.is {
        Is::Bool => json!(false),
        _ => Value::Null,
    }
}

struct Reader<'a> {
    org: &'a Org,
    store: &'a Store,
    version: &'a str,
}

impl Reader<'_> {
    fn row(&self, row: &Record) -> Value {
        let fields: Vec<_> = row.kind.fields().collect();
        let mut out = record(row, self.version, &fields);
        for field in fields {
            if let Some(name) = relation(field) {
                out[name] = self.related(field, row.text(field.name));
            }
        }
        out
    }

    fn related(&self, field: &Field, id: &str) -> Value {
        match field.is {
            Is::Record(kind) => {
                let fields: Vec<_> = kind.fields().collect();
                let found = self.store.find(kind, id);
                found.map_or(Value::Null, |row| record(row, self.version, &fields))
            }
            _ => self.person(id),
        }
    }

    fn person(&self, id: &str) -> Value {
        let short = id::short(id).unwrap_or_default();
        let shown = |kind: &str, name: &str| {
            let url = format!("/services/data/{}/sobjects/{kind}/{id}", self.version);
            json!({
                "attributes": { "type": "Name", "url": url }, "Id": id, "Name": name,
                "Type": kind, "Email": null, "Username": null, "IsActive": false,
            })
        };
        if let Some(user) = self.org.users.iter().find(|user| user.id == short) {
            let mut out = shown("User", &user.name());
            out["Email"] = json!(user.email);
            out["Username"] = json!(user.username);
            out["IsActive"] = json!(user.active);
            return out;
        }
        let queue = self.org.queues.iter().find(|queue| queue.id == short);
        queue.map_or(Value::Null, |queue| shown("Queue", &queue.name))
    }
}

/// The name under which a query reaches what a field points to: `Owner` of `OwnerId`.
fn relation(field: &Field) -> Option<&'static str> {
    match field.is {
        Is::Record(_) | Is::Person => field.name.strip_suffix("Id"),
        _ => None,
    }
}

/// A row of an object that has none: it says which fields there are and what they hold.
fn blank(kind: Kind, with_related: bool) -> Value {
    let mut out = Map::new();
    for field in kind.fields() {
        let value = match field.is {
            Is::Bool => json!(false),
            Is::Number => json!(0),
            _ => json!(""),
        };
        out.insert(field.name.to_owned(), value);
        let Some(name) = relation(field).filter(|_| with_related) else {
            continue;
        };
        let related = match field.is {
            Is::Record(kind) => blank(kind, false),
            _ => json!({
                "Id": "", "Name": "", "Type": "", "Email": "", "Username": "", "IsActive": false,
            }),
        };
        out.insert(name.to_owned(), related);
    }
    Value::Object(out)
}
