//! Whether what is to be written into the fields of a record can stand there.

use serde_json::{Map, Value, json};

use super::{
    desk::Desk,
    kind::{Field, Is, Kind, When},
    reply::{Reply, Step},
};
use crate::salesforce::id;

/// The fields of a record under their proper names, each checked for itself.
pub(super) fn fields(
    desk: &Desk<'_>,
    kind: Kind,
    typed: Map<String, Value>,
    is_new: bool,
) -> Step<Map<String, Value>> {
    let mut out = Map::new();
    for (name, value) in typed {
        if name == "attributes" {
            continue;
        }
        let Some(field) = kind.field(&name) else {
            let text = format!("No such column '{name}' on sobject of type {}", kind.name());
            return Err(Reply::unsaved("INVALID_FIELD", &text, &[]));
        };
        if !may_be_written(desk, field, is_new) {
            return Err(read_only(field.name));
        }
        let value = one(desk, field, value)?;
        out.insert(field.name.to_owned(), value);
    }
    match kind.needs() {
        Some(name) if is_missing(out.get(name), is_new) => Err(missing(name)),
        _ => Ok(out),
    }
}

fn may_be_written(desk: &Desk<'_>, field: &Field, is_new: bool) -> bool {
    let is_audit = field.name == "CreatedById" && desk.store.rules.audit_fields;
    match field.when {
        When::Always => true,
        When::New => is_new,
        When::Never => is_new && is_audit,
    }
}

fn read_only(name: &str) -> Reply {
    let text = format!(
        "Unable to create/update fields: {name}. Please check the security settings of this \
         field and verify that it is read/write for your profile or permission set."
    );
    Reply::unsaved("INVALID_FIELD_FOR_INSERT_UPDATE", &text, &[name])
}

/// Nothing said is as good as nothing, but leaves a record that is there as it is.
fn is_missing(value: Option<&Value>, is_new: bool) -> bool {
    match value {
        None => is_new,
        Some(Value::Null) => true,
        Some(_) => false,
    }
}

fn missing(name: &str) -> Reply {
    let text = format!("Required fields are missing: [{name}]");
    Reply::unsaved("REQUIRED_FIELD_MISSING", &text, &[name])
}

/// A value as it is kept: texts without blanks around them, ids in their long form.
fn one(desk: &Desk<'_>, field: &Field, value: Value) -> Step<Value> {
    let text = match (&field.is, value) {
        (_, Value::Null) => return Ok(Value::Null),
        (Is::Bool, Value::Bool(is)) => return Ok(json!(is)),
        (Is::Number, Value::Number(n)) if n.is_i64() => return Ok(Value::Number(n)),
        (Is::Bool | Is::Number, other) => return Err(wrong_type(field, &other)),
        (_, Value::String(text)) => text,
        (_, other) => return Err(wrong_type(field, &other)),
    };
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match field.is {
        Is::Text(most) => short_enough(field, text, most)?,
        Is::Email => email(field, text)?,
        Is::Pick(values) => pick(field, text, values)?,
        Is::Record(kind) => return record(desk, field, kind, text),
        Is::Person => return person_id(field, text).map(Value::String),
        Is::Bool | Is::Number => {}
    }
    Ok(json!(text))
}

fn wrong_type(field: &Field, value: &Value) -> Reply {
    let kind = match field.is {
        Is::Bool => "boolean",
        Is::Number => "int",
        _ => "string",
    };
    Reply::unreadable(&format!(
        "Cannot deserialize instance of {kind} from {value} in field {}",
        field.name
    ))
}

fn short_enough(field: &Field, text: &str, most: usize) -> Step<()> {
    if text.chars().count() <= most {
        return Ok(());
    }
    let shown: String = text.chars().take(100).collect();
    let text = format!(
        "{}: data value too large: {shown} (max length={most})",
        field.label
    );
    Err(Reply::unsaved("STRING_TOO_LONG", &text, &[field.name]))
}

fn email(field: &Field, text: &str) -> Step<()> {
    let is_one = |(name, host): (&str, &str)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    };
    if text.split_once('@').is_some_and(is_one) {
        return short_enough(field, text, 80);
    }
    let text = format!("Email: invalid email address: {text}");
    let code = "INVALID_EMAIL_ADDRESS";
    Err(Reply::unsaved(code, &text, &[field.name]))
}

fn pick(field: &Field, text: &str, values: &[&str]) -> Step<()> {
    if values.contains(&text) {
        return Ok(());
    }
    let text = format!(
        "{}: bad value for restricted picklist field: {text}",
        field.label
    );
    let code = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST";
    Err(Reply::unsaved(code, &text, &[field.name]))
}

/// The id of a record that is there.
fn record(desk: &Desk<'_>, field: &Field, kind: Kind, text: &str) -> Step<Value> {
    let short = well_formed(text).filter(|id| id.starts_with(kind.prefix()));
    let Some(short) = short else {
        return Err(malformed(field, text));
    };
    match desk.store.find(kind, short) {
        Some(row) if row.is_deleted => Err(Reply::unsaved(
            "ENTITY_IS_DELETED",
            "entity is deleted",
            &[field.name],
        )),
        Some(_) => Ok(json!(id::long(short))),
        None => Err(no_such(field.name)),
    }
}

/// The id of a person or a queue, of which nothing is known yet.
fn person_id(field: &Field, text: &str) -> Step<String> {
    let short = well_formed(text).filter(|id| id.starts_with("005") || id.starts_with("00G"));
    short.map(id::long).ok_or_else(|| malformed(field, text))
}

/// The short form of an id; the three more of a long one must be the right ones.
pub(super) fn well_formed(text: &str) -> Option<&str> {
    let short = id::short(text)?;
    (text.len() == 15 || id::long(short) == text).then_some(short)
}

fn malformed(field: &Field, text: &str) -> Reply {
    let text = format!("{}: id value of incorrect type: {text}", field.label);
    Reply::unsaved("MALFORMED_ID", &text, &[field.name])
}

/// An id of nothing and nobody.
pub(super) fn no_such(field: &str) -> Reply {
    let text = "invalid cross reference id";
    Reply::unsaved("INVALID_CROSS_REFERENCE_KEY", text, &[field])
}
