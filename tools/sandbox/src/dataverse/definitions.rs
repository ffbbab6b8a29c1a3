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
    let name = key
        .strip_prefix("LogicalName='")
        .and_then(|rest| rest.strip_suffix('\''))
        .ok_or_else(|| refusal::bad_query(&format!("The key '{key}' is not supported.")))?;
    let table = rows::of_entity(&caller.org, name).ok_or_else(|| {
        let text = format!("The entity with a name = '{name}' was not found in the MetadataCache.");
        refusal::error(StatusCode::NOT_FOUND, "0x80060888", &text)
    })?;
    let row = row(table);
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
