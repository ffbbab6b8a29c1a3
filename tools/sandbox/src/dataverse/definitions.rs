//! `EntityDefinitions`: what clients ask before they use a table, by logical name.

use axum::{http::StatusCode, response::Response};
use serde_json::{Value, json};

use super::{
    caller::Caller,
    odata::odata,
    query::{Options, project},
    refusal,
    row::Row,
    rows::{self, Table},
    schema::{self, Column, Kind},
};

/// The set's name.
pub(super) const SET: &str = "EntityDefinitions";

/// `EntityDefinitions?$select=...&$filter=LogicalName eq '...'`.
pub(super) fn list(
    caller: &Caller,
    options: &Options,
    context: &str,
) -> Result<Response, Response> {
    let mut found: Vec<Row> = rows::tables(&caller.org).into_iter().map(row).collect();
    if let Some(name) = found.first().and_then(|row| options.unknown_column(row)) {
        return Err(refusal::no_column(name, "EntityMetadata"));
    }
    found.retain(|row| options.keeps(row));
    let shown: Vec<Row> = found
        .iter()
        .map(|row| project(row, &options.select, "MetadataId"))
        .collect();
    let body = json!({ "@odata.context": format!("{context}#{SET}"), "value": shown });
    Ok(odata(StatusCode::OK, &body))
}

/// `EntityDefinitions(LogicalName='...')`.
pub(super) fn one(
    caller: &Caller,
    options: &Options,
    context: &str,
    key: &str,
) -> Result<Response, Response> {
    let row = row(table(caller, key)?);
    if let Some(column) = options.unknown_column(&row) {
        return Err(refusal::no_column(column, "EntityMetadata"));
    }
    let mut shown = project(&row, &options.select, "MetadataId");
    shown.insert(
        "@odata.context".to_owned(),
        format!("{context}#{SET}/$entity").into(),
    );
    Ok(odata(StatusCode::OK, &Value::Object(shown)))
}

fn table(caller: &Caller, key: &str) -> Result<Table, Response> {
    let name = key
        .strip_prefix("LogicalName='")
        .and_then(|rest| rest.strip_suffix('\''))
        .ok_or_else(|| refusal::bad_query(&format!("The key '{key}' is not supported.")))?;
    rows::of_entity(&caller.org, name).ok_or_else(|| {
        let text = format!("The entity with a name = '{name}' was not found in the MetadataCache.");
        refusal::error(StatusCode::NOT_FOUND, "0x80060888", &text)
    })
}

/// `EntityDefinitions(LogicalName='...')/Attributes`: the columns of a table that can be written.
pub(super) fn attributes(
    caller: &Caller,
    options: &Options,
    context: &str,
    (key, by): (&str, &str),
) -> Result<Response, Response> {
    let table = table(caller, key)?;
    let schema = schema::of(table.set).filter(|_| by == "Attributes");
    let schema = schema.ok_or_else(|| refusal::no_segment(by))?;
    let mut found: Vec<Row> = schema.columns().map(attribute).collect();
    if let Some(name) = found.first().and_then(|row| options.unknown_column(row)) {
        return Err(refusal::no_column(name, "AttributeMetadata"));
    }
    found.retain(|row| options.keeps(row));
    options.sort(&mut found);
    let shown: Vec<Row> = found
        .iter()
        .map(|row| project(row, &options.select, "LogicalName"))
        .collect();
    let context = format!("{context}#{SET}({key})/{by}");
    let body = json!({ "@odata.context": context, "value": shown });
    Ok(odata(StatusCode::OK, &body))
}

fn attribute(column: Column) -> Row {
    let (kind, is_valid) = match column.kind {
        Kind::Text(most) if most >= 2000 => ("Memo", true),
        Kind::Text(_) => ("String", true),
        Kind::Choice(_) => ("Picklist", true),
        Kind::Truth => ("Boolean", true),
        Kind::Kept(kind) => (kind, false),
    };
    let name = column.name.trim_start_matches('_');
    let value = json!({
        "LogicalName": name.trim_end_matches("_value"), "AttributeType": kind,
        "IsCustomAttribute": name.starts_with("new_"),
        "IsValidForCreate": is_valid, "IsValidForUpdate": is_valid,
    });
    value.as_object().cloned().unwrap_or_default()
}

fn row(table: Table) -> Row {
    let number = table
        .entity
        .bytes()
        .fold(0_u64, |sum, b| sum * 31 + u64::from(b));
    let id = format!("de000000-0000-4000-8000-{:012x}", number & 0xffff_ffff_ffff);
    let value = json!({
        "MetadataId": id, "LogicalName": table.entity, "EntitySetName": table.set,
        "LogicalCollectionName": table.set, "PrimaryIdAttribute": table.key,
        "SchemaName": table.entity,
    });
    value.as_object().cloned().unwrap_or_default()
}
