//! What a body wants of a row. What is not imitated is refused, not dropped, but for one trap of the
//! vendor's: an owner written as text is ignored without a word.

use axum::{http::StatusCode, response::Response};
use serde_json::{Map, Value};

use super::{
    caller::{Caller, held},
    refusal,
    row::Row,
    rows::{self, Table},
    schema::{Bind, Kind, Schema},
    store::Store,
};

/// Who asks, and of which table.
pub(super) struct Ask<'a> {
    pub(super) caller: &'a Caller,
    pub(super) store: &'a Store,
    pub(super) table: Table,
    pub(super) schema: &'static Schema,
}

/// A body's properties.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, Response> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(typed)) => Ok(typed),
        Ok(_) => Err(refusal::bad_body("an object is expected.")),
        Err(error) => Err(refusal::bad_body(&error.to_string())),
    }
}

impl Ask<'_> {
    /// The columns that a body sets.
    pub(super) fn changes(&self, body: &[u8]) -> Result<Row, Response> {
        let mut changes = Row::new();
        for (name, value) in object(body)? {
            if name == "ownerid" && value.is_string() {
                continue;
            }
            let (column, value) = match name.strip_suffix("@odata.bind") {
                Some(property) => self.bound(property, &value)?,
                None => (name.as_str(), self.plain(&name, value)?),
            };
            changes.insert(column.to_owned(), value);
        }
        Ok(changes)
    }

    fn plain(&self, name: &str, value: Value) -> Result<Value, Response> {
        let entity = self.table.entity;
        if name == self.table.key && value.as_str().is_some_and(is_guid) {
            return Ok(value);
        }
        let Some(column) = self.schema.column(name) else {
            return Err(refusal::invalid_property(name, entity));
        };
        let fits = match (column.kind, &value) {
            (Kind::Kept(_), _) => return Err(kept(name, entity)),
            (_, Value::Null) => true,
            (Kind::Text(most), Value::String(text)) => {
                if text.chars().count() > most {
                    return Err(too_long(name, entity, most));
                }
                true
            }
            (Kind::Choice(known), Value::Number(number)) => {
                number.as_i64().is_some_and(|n| known.contains(&n))
            }
            (Kind::Truth, value) => value.is_boolean(),
            _ => false,
        };
        if fits {
            return Ok(value);
        }
        let text = format!(
            "The value {value} of '{name}' on record of type '{entity}' is outside the valid range."
        );
        Err(refusal::bad_body(&text))
    }

    /// The column of a bind, and the id it leads to.
    fn bound(&self, property: &str, value: &Value) -> Result<(&'static str, Value), Response> {
        let entity = self.table.entity;
        let Some(bind) = self.schema.bind(property) else {
            return Err(refusal::invalid_property(property, entity));
        };
        let id = reference(value, bind.set)?;
        self.check_target(bind, &id)?;
        Ok((bind.column, id.into()))
    }

    fn check_target(&self, bind: Bind, id: &str) -> Result<(), Response> {
        if bind.set != "systemusers" {
            let target = rows::table(&self.caller.org, bind.set)
                .ok_or_else(|| refusal::no_segment(bind.set))?;
            let is_there = self.store.find(bind.set, id).is_some();
            return if is_there {
                Ok(())
            } else {
                Err(refusal::missing(target.entity, id))
            };
        }
        let org = &self.caller.org;
        let owner = org.users.iter().find(|user| rows::is(&user.id, id));
        let owner = owner.ok_or_else(|| refusal::missing("systemuser", id))?;
        let roles = held(org, owner);
        if !owner.disabled && roles.iter().any(|role| role.may_read(self.table.entity)) {
            return Ok(());
        }
        let text = format!(
            "Read Privilege Check For Owner failed. Owner (Id={id}, roleCount={}, isDisabled={}) \
             has no read access to entity '{}'.",
            roles.len(),
            owner.disabled,
            self.table.entity
        );
        Err(refusal::error(StatusCode::FORBIDDEN, "0x80042f09", &text))
    }
}

/// The id in a reference such as `/systemusers(id)` to a row of a set.
pub(super) fn reference(value: &Value, set: &str) -> Result<String, Response> {
    let text = value.as_str().unwrap_or_default();
    let last = text.rsplit('/').next().unwrap_or_default();
    let id = last
        .strip_prefix(set)
        .and_then(|rest| rest.strip_prefix('('))
        .and_then(|rest| rest.strip_suffix(')'));
    id.filter(|id| is_guid(id))
        .map(str::to_lowercase)
        .ok_or_else(|| refusal::bad_body(&format!("The reference {value} is not one to {set}.")))
}

/// Whether a text is a GUID as Dataverse writes them.
pub(super) fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_hex = |part: &&str| part.bytes().all(|b| b.is_ascii_hexdigit());
    lengths == [8, 4, 4, 4, 12] && parts.iter().all(is_hex)
}

fn kept(name: &str, entity: &str) -> Response {
    if name.ends_with("_value") {
        return refusal::bad_body(
            "CRM do not support direct update of Entity Reference properties, \
             Use Navigation properties instead.",
        );
    }
    refusal::bad_body(&format!("'{name}' of '{entity}' cannot be set."))
}

fn too_long(name: &str, entity: &str, most: usize) -> Response {
    let text = format!(
        "A validation error occurred. The length of the '{name}' attribute of the '{entity}' \
         entity exceeded the maximum allowed length of '{most}'."
    );
    refusal::error(StatusCode::BAD_REQUEST, "0x80044331", &text)
}
